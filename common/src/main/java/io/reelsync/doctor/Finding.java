package io.reelsync.doctor;

/**
 * One line of the report.
 *
 * @param server whom it is about
 * @param cure what to do; empty where nothing is to be done
 */
record Finding(String server, Level level, String what, String cure) {}
