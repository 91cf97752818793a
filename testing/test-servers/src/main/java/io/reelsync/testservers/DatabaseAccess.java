package io.reelsync.testservers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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
    private static final String NOTES = "reelsync_schema_history";
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

    /** Whether a service has made its tables there, and it is a database of this server. */
    boolean hasTables(Database database) {
        return database.url().startsWith(serverUrl)
                && ask(statement -> tables(statement, name(database))).contains(NOTES);
    }

    /** A new one with the tables of another, without their rows: but for Flyway's notes, which say what was done to them. */
    Database copyTables(Database original) {
        Database copy = createDatabase();
        String from = name(original);
        String to = name(copy);
        return ask(statement -> {
            for (String table : tables(statement, from)) {
                statement.execute("CREATE TABLE " + to + "." + table + " LIKE " + from + "." + table);
            }
            statement.execute("INSERT INTO " + to + "." + NOTES + " SELECT * FROM " + from + "." + NOTES);
            return copy;
        });
    }

    private static List<String> tables(Statement statement, String database) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT table_name FROM information_schema.tables"
                + " WHERE table_type = 'BASE TABLE' AND table_schema = '" + database + "'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private String name(Database database) {
        return database.url().substring(serverUrl.length(), database.url().length() - parameters.length());
    }

    private void execute(String sql) {
        ask(statement -> statement.execute(sql));
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Statement statement) throws SQLException;
    }

    private <T> T ask(Question<T> question) {
        try (Connection connection = DriverManager.getConnection(serverUrl + parameters, user, password);
                Statement statement = connection.createStatement()) {
            return question.ask(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(serverUrl + ": " + e.getMessage(), e);
        }
    }
}
