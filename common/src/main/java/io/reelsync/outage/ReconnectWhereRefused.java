package io.reelsync.outage;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** Has the pool give up a connection that was refused a write: after a failover it leads to the wrong server. */
public class ReconnectWhereRefused implements SQLExceptionOverride {

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return Outage.refusal(failure).isPresent() ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
