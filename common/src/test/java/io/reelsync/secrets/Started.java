package io.reelsync.secrets;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

/** Nothing but the settings of a start. */
final class Started implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private Started(String... settings) {
        context = new SpringApplicationBuilder(Started.Nothing.class)
                .web(WebApplicationType.NONE)
                .environment(withoutVariables())
                .properties(
                        "spring.main.banner-mode=off",
                        "reelsync.lower=application",
                        "logging.level.org.springframework.boot.SpringApplication=off")
                .run(Stream.of(settings).map(setting -> "--" + setting).toArray(String[]::new));
    }

    static class Nothing {}

    /** The addresses of servers to test with may stand there. */
    private static StandardEnvironment withoutVariables() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        return environment;
    }

    static Started with(String... settings) {
        return new Started(settings);
    }

    /** With settings from etcd. */
    static Started from(String url, String... settings) {
        return with(Stream.concat(Stream.of("spring.config.import=etcd:" + url), Arrays.stream(settings))
                .toArray(String[]::new));
    }

    /** With settings from a folder. */
    static Started from(Path folder, String... settings) {
        return with(Stream.concat(Stream.of("spring.config.import=configtree:" + folder + "/"), Arrays.stream(settings))
                .toArray(String[]::new));
    }

    ConfigurableEnvironment environment() {
        return context.getEnvironment();
    }

    String get(String property) {
        return environment().getProperty(property, "");
    }

    @Override
    public void close() {
        context.close();
    }
}
