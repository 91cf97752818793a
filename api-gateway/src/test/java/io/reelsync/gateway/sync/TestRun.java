package io.reelsync.gateway.sync;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Gateway;
import java.util.List;
import java.util.Map;

/** A run that the test moves by hand, as the scheduler and the workers would. */
record TestRun(Gateway gateway, long id) {
    static TestRun of(Gateway gateway, String id) {
        return new TestRun(gateway, Long.parseLong(id));
    }

    static TestRun ask(Gateway gateway, Client operator, List<Integer> ids) {
        return of(
                gateway,
                operator.post("/api/sync/runs", Map.of("source", "douban", "source_ids", ids))
                        .data()
                        .get("run_id")
                        .asString());
    }

    String path() {
        return "/api/sync/runs/" + id;
    }

    String column(String name) {
        return gateway.jdbc()
                .sql("SELECT " + name + " FROM sync_runs WHERE id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    void item(long sourceId, String state, String reason) {
        gateway.jdbc()
                .sql("UPDATE sync_run_items SET state = ?, reason = ? WHERE run_id = ? AND source_id = ?")
                .params(state, reason, id, sourceId)
                .update();
    }

    void begin() {
        gateway.jdbc()
                .sql("UPDATE sync_runs SET state = 'RUNNING', started_at = UTC_TIMESTAMP(3) WHERE id = ?")
                .param(id)
                .update();
    }

    void end(String state) {
        gateway.jdbc().sql("""
                        UPDATE sync_runs SET state = ?, active_key = NULL, finished_at = UTC_TIMESTAMP(3)
                        WHERE id = ?""").params(state, id).update();
    }
}
