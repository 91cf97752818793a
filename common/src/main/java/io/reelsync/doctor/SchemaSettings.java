package io.reelsync.doctor;

/**
 * How services come by their schema.
 *
 * @param migrates whether a service lays and changes it when it starts, rather than an administrator beforehand
 * @param table where it is written down which migrations were run
 */
record SchemaSettings(boolean migrates, String table) {}
