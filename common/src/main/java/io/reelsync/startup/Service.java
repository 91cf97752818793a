package io.reelsync.startup;

import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationContextInitializer;
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
        leaveTheReportToUs();
        try {
            SourceJars.load();
            builder(name, application, defaultPort).run(args);
        } catch (RuntimeException failure) {
            System.err.println("reelsync " + name + ": " + StartFailures.explain(failure));
            System.exit(2);
        }
    }

    /**
     * Starts a service within this process.
     *
     * @param settings what stands above the environment and all files, each as it is
     * @param initializers what else belongs to it
     */
    public static ConfigurableApplicationContext start(
            String name,
            Class<?> application,
            Map<String, Object> settings,
            ApplicationContextInitializer<?>... initializers) {
        String[] args = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + LiteralText.of(String.valueOf(setting.getValue())))
                .toArray(String[]::new);
        return builder(name, application, 0).initializers(initializers).run(args);
    }

    /** Of what fails before the settings of the log are known too. */
    private static void leaveTheReportToUs() {
        LoggingSystem logging = LoggingSystem.get(Service.class.getClassLoader());
        logging.setLogLevel("org.springframework.boot.SpringApplication", LogLevel.OFF);
        logging.setLogLevel("org.springframework.boot.diagnostics", LogLevel.OFF);
    }

    /** A service's start with its settings and what refuses bad ones, not yet run. */
    public static SpringApplicationBuilder builder(String name, Class<?> application, int defaultPort) {
        return new SpringApplicationBuilder(application)
                .properties(
                        "spring.config.name=reelsync,reelsync-" + name + ",application",
                        "spring.application.name=reelsync-" + name)
                .properties(Map.of("reelsync.port", defaultPort))
                .listeners(new LogFolderValidator(), new SettingsValidator());
    }
}
