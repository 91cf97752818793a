package io.reelsync.localcluster;

import io.reelsync.testservers.ServiceClasses;
import java.util.List;
import java.util.Map;

/** The services from the tests' class path, each without what only the others have. */
public record ClassPathPrograms() implements Programs {
    private static final Map<ServiceRole, String> MAINS = Map.of(
            ServiceRole.GATEWAY, "io.reelsync.gateway.GatewayApplication",
            ServiceRole.SCHEDULER, "io.reelsync.scheduler.SchedulerApplication",
            ServiceRole.WORKER, "io.reelsync.worker.WorkerApplication");

    /** The class that starts a service. */
    public static String main(ServiceRole role) {
        return MAINS.get(role);
    }

    @Override
    public List<String> of(ServiceRole role) {
        return ServiceClasses.command(main(role));
    }
}
