package io.reelsync.testservers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database server on which databases can be made.
 *
 * @param serverUrl a JDBC address with no database, of the form of this kind of server's own driver
 * @param parameters what follows the database's name in the address, with its question mark; may be empty
 * @param dropsDatabases whether the server outlives us, so that our databases have to go at the end
 */
record DatabaseAccess(String serverUrl, String parameters, String user, String password, boolean dropsDatabases) {
    private static final Pattern URL = Pattern.compile("jdbc:(?:mysql|mariadb)(://[^/?]+/)[^?]*(\\?.*)?");

    /** A server that dies with the tests. */
    static DatabaseAccess started(String serverUrl, String user, String password) {
        return new DatabaseAccess(serverUrl, "", user, password, false);
    }

    /** A server of someone else's. Its own version text, not the address, tells MariaDB from MySQL. */
    static DatabaseAccess given(String url, String user, String password) {
        Matcher form = URL.matcher(url);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "REELSYNC_MYSQL_URL must look like jdbc:mysql://host:port/ or jdbc:mariadb://host:port/");
        }
        String parameters = form.group(2) == null ? "" : form.group(2);
        boolean isMariaDb;
        // MariaDB's driver can talk to both, far enough for this question.
        String probe = "jdbc:mariadb" + form.group(1) + "?allowPublicKeyRetrieval=true";
        try (Connection connection = DriverManager.getConnection(probe, user, password);
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("select version()")) {
            version.next();
            isMariaDb = version.getString(1).contains("MariaDB");
        } catch (SQLException e) {
            throw new IllegalStateException("the database at REELSYNC_MYSQL_URL: " + e.getMessage(), e);
        }
        String serverUrl = (isMariaDb ? "jdbc:mariadb" : "jdbc:mysql") + form.group(1);
        return new DatabaseAccess(serverUrl, parameters, user, password, true);
    }

    Database createDatabase() {
        byte[] random = new byte[6];
        ThreadLocalRandom.current().nextBytes(random);
        String name = "reelsync_test_" + HexFormat.of().formatHex(random);
        execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
        if (dropsDatabases) {
            AtExit.run(() -> {
                execute("DROP DATABASE IF EXISTS " + name);
                return name;
            });
        }
        return new Database(serverUrl + name + parameters, user, password);
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(serverUrl + parameters, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + " on " + serverUrl + ": " + e.getMessage(), e);
        }
    }
}
