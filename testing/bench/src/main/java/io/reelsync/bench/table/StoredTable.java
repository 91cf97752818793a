package io.reelsync.bench.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table, and rows for it that are like one that Reelsync stored: all columns of the running schema, with the values of
 * that row, except those that each has of its own.
 */
public final class StoredTable {
    private final Connection connection;
    private final String name;
    private final List<String> columns;
    private final Map<String, @Nullable Object> usual;
    private final Map<Integer, PreparedStatement> inserts = new HashMap<>();

    private StoredTable(Connection connection, String name, Map<String, @Nullable Object> usual) {
        this.connection = connection;
        this.name = name;
        this.usual = usual;
        this.columns = List.copyOf(usual.keySet());
    }

    /** A table of the connection's database. */
    public static StoredTable of(Connection connection, String database, String name) throws SQLException {
        return new StoredTable(connection, name, row(connection, database, name));
    }

    /**
     * Makes a table anew in the connection's database.
     *
     * @param model the database whose table of this name is filled
     */
    public static StoredTable like(Connection connection, String model, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DROP TABLE IF EXISTS " + name)) {
            statement.execute();
        }
        try (PreparedStatement statement =
                connection.prepareStatement("CREATE TABLE " + name + " LIKE " + model + "." + name)) {
            statement.execute();
        }
        return new StoredTable(connection, name, row(connection, model, name));
    }

    /** A stored row, without what the database makes by itself. */
    private static Map<String, @Nullable Object> row(Connection connection, String database, String table)
            throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT column_name FROM information_schema.columns
                WHERE table_schema = ? AND table_name = ? AND extra NOT LIKE '% GENERATED'
                ORDER BY ordinal_position""")) {
            select.setString(1, database);
            select.setString(2, table);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    columns.add(found.getString(1));
                }
            }
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT " + String.join(", ", columns) + " FROM " + database + "." + table + " LIMIT 1");
                ResultSet found = select.executeQuery()) {
            if (!found.next()) {
                throw new IllegalStateException("Reelsync has stored nothing in " + table);
            }
            for (String column : columns) {
                row.put(column, found.getObject(column));
            }
        }
        return row;
    }

    /**
     * Adds rows with one statement.
     *
     * @param rows what each has of its own
     * @throws IllegalArgumentException if there is no such column
     */
    public void insert(List<Map<String, @Nullable Object>> rows) throws SQLException {
        PreparedStatement insert = inserts.get(rows.size());
        if (insert == null) {
            insert = connection.prepareStatement(insertOf(rows.size()));
            inserts.put(rows.size(), insert);
        }
        int parameter = 1;
        for (Map<String, @Nullable Object> own : rows) {
            if (!usual.keySet().containsAll(own.keySet())) {
                throw new IllegalArgumentException(
                        name + " has the columns " + columns + ", not all of " + own.keySet());
            }
            for (String column : columns) {
                insert.setObject(parameter++, own.containsKey(column) ? own.get(column) : usual.get(column));
            }
        }
        insert.executeUpdate();
    }

    private String insertOf(int rows) {
        String row = columns.stream().map(column -> "?").collect(Collectors.joining(", ", "(", ")"));
        return "INSERT INTO " + name + " (" + String.join(", ", columns) + ") VALUES "
                + String.join(", ", Collections.nCopies(rows, row));
    }
}
