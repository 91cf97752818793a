package io.reelsync.secrets;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Nothing but the settings of a start. */
final class Started implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private Started(Map<String, Object> variables, String... settings) {
        context = new SpringApplicationBuilder(Started.Nothing.class)
                .web(WebApplicationType.NONE)
                .environment(environment(variables))
                .properties(
                        "spring.main.banner-mode=off",
                        "reelsync.lower=application",
                        "logging.level.org.springframework.boot.SpringApplication=off")
                .run(Stream.of(settings).map(setting -> "--" + setting).toArray(String[]::new));
    }

    static class Nothing {}

    /** Without the process' own variables: the addresses of servers to test with may stand there. */
    private static StandardEnvironment environment(Map<String, Object> variables) {
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
        return environment;
    }

    static Started with(String... settings) {
        return new Started(Map.of(), settings);
    }

    /** With variables of the environment. */
    static Started with(Map<String, Object> variables, String... settings) {
        return new Started(variables, settings);
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
