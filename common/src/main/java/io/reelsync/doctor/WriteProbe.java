package io.reelsync.doctor;

import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes a row and removes it: in a table of ours, or before there is one in a table made for the moment. */
final class WriteProbe {
    private final JdbcClient jdbc;
    private final boolean schemaIsThere;
    private final Rights rights;

    WriteProbe(JdbcClient jdbc, boolean schemaIsThere, Rights rights) {
        this.jdbc = jdbc;
        this.schemaIsThere = schemaIsThere;
        this.rights = rights;
    }

    void tell(Findings findings) {
        try {
            if (schemaIsThere) {
                writeLock();
            } else if (rights.has("CREATE") && rights.has("DROP")) {
                writeTable();
            } else {
                reportWithoutProbe(findings);
                return;
            }
            findings.ok("a row was written, changed, read and removed");
        } catch (DataAccessException refused) {
            String words = Finding.words(refused);
            findings.fail(
                    words,
                    words.contains("read-only") || words.contains("read_only")
                            ? "SET GLOBAL read_only = OFF, or name the primary in REELSYNC_MYSQL_URL"
                            : "mend what it says; what the user needs: docs/servers.md");
        }
    }

    /** A lock that no job takes. */
    private void writeLock() {
        String name = "doctor-" + UUID.randomUUID();
        jdbc.sql("INSERT INTO shedlock (name, lock_until, locked_at, locked_by) VALUES (?, NOW(3), NOW(3), 'doctor')")
                .param(name)
                .update();
        jdbc.sql("UPDATE shedlock SET locked_by = 'nobody' WHERE name = ?")
                .param(name)
                .update();
        jdbc.sql("SELECT locked_by FROM shedlock WHERE name = ?")
                .param(name)
                .query(String.class)
                .single();
        jdbc.sql("DELETE FROM shedlock WHERE name = ?").param(name).update();
    }

    private void writeTable() {
        String table = "reelsync_doctor_" + UUID.randomUUID().toString().replace("-", "");
        jdbc.sql("CREATE TABLE " + table + " (id int NOT NULL PRIMARY KEY, text varchar(20))")
                .update();
        try {
            jdbc.sql("INSERT INTO " + table + " VALUES (1, '片')").update();
            jdbc.sql("UPDATE " + table + " SET text = '影' WHERE id = 1").update();
            jdbc.sql("SELECT text FROM " + table).query(String.class).single();
            jdbc.sql("DELETE FROM " + table).update();
        } finally {
            jdbc.sql("DROP TABLE " + table).update();
        }
    }

    private void reportWithoutProbe(Findings findings) {
        boolean readOnly =
                jdbc.sql("SELECT @@global.read_only").query(Boolean.class).single();
        if (readOnly) {
            findings.fail("read_only is ON", "SET GLOBAL read_only = OFF, or name the primary in REELSYNC_MYSQL_URL");
        } else {
            findings.ok("writing wasn't tried: there is no table yet, and without DROP one made to try would stay");
        }
    }
}
