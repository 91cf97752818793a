package io.reelsync.doctor;

import io.reelsync.startup.Service;
import io.reelsync.startup.SourceJars;
import io.reelsync.startup.StartFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

/** Takes a service's settings as its start would, and looks at all servers with them. */
final class Doctor {
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private ConfigurableEnvironment settings = new StandardEnvironment();

    /** @param service whose settings; {@code settings} are those of its command line */
    Report examine(String service, String... settings) throws InterruptedException {
        List<Finding> found = new ArrayList<>();
        try (ConfigurableApplicationContext context = start(service, settings)) {
            bindAll(context);
            found.add(new Finding("settings", Level.OK, "are complete, and each can be read", ""));
            found.addAll(new Examination(WITHIN).of(checks(context)));
        } catch (RuntimeException refused) {
            String cure = "docs/configuration.md lists every setting";
            found.add(new Finding("settings", Level.FAIL, StartFailures.explain(refused), cure));
        }
        SecretMask secrets = new SecretMask(this.settings);
        return new Report(found.stream()
                .map(each ->
                        new Finding(each.server(), each.level(), secrets.hide(each.what()), secrets.hide(each.cure())))
                .toList());
    }

    private ConfigurableApplicationContext start(String service, String... arguments) {
        ApplicationListener<ApplicationEnvironmentPreparedEvent> keep = event -> settings = event.getEnvironment();
        SourceJars.load();
        return Service.builder(service, DoctorConfiguration.class, 0)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .registerShutdownHook(false)
                .listeners(new QuietLog(), keep)
                .run(arguments);
    }

    /** Reads and validates every setting that this service has. */
    private static void bindAll(ConfigurableApplicationContext context) {
        for (String name : context.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            if (name.startsWith("reelsync")) {
                context.getBean(name);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Check> checks(ConfigurableApplicationContext context) {
        return (List<Check>) context.getBean("checks");
    }
}
