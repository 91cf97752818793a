package io.reelsync.startup;

import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts a service as a process of its own. What keeps it from starting is one line on stderr and exit code 2. */
public final class Service {
    private Service() {}

    /**
     * Runs a service until it is told to stop.
     *
     * @param name the service's name, in logs
     * @param defaultPort where it serves HTTP unless told otherwise; 0 for any free port
     */
    @SuppressWarnings("SystemExitOutsideMain") // This is the main of every service.
    public static void run(String name, Class<?> application, int defaultPort, String[] args) {
        try {
            start(name, application, Map.of("reelsync.port", defaultPort), args);
        } catch (RuntimeException failure) {
            System.err.println("reelsync " + name + ": " + StartFailures.explain(failure));
            System.exit(2);
        }
    }

    /**
     * Starts a service within this process.
     *
     * @param defaults settings that the environment and files may override
     */
    public static ConfigurableApplicationContext start(
            String name, Class<?> application, Map<String, Object> defaults, String[] args) {
        return new SpringApplicationBuilder(application)
                .properties("spring.config.name=reelsync,application", "spring.application.name=reelsync-" + name)
                .properties(defaults)
                .listeners(new CheckSettings())
                .run(args);
    }
}
