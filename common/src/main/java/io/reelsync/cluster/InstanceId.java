package io.reelsync.cluster;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** By which the cluster knows this process: new at each start. */
@Component
public class InstanceId {
    private final String value = UUID.randomUUID().toString();

    InstanceId() {}

    public String value() {
        return value;
    }
}
