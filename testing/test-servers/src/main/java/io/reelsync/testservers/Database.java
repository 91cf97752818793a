package io.reelsync.testservers;

/**
 * An empty database for one test.
 *
 * @param url {@code jdbc:mariadb:…} or {@code jdbc:mysql:…}, after the kind of server
 */
public record Database(String url, String user, String password) {}
