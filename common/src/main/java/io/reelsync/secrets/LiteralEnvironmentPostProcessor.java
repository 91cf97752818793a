package io.reelsync.secrets;

import io.reelsync.startup.LiteralText;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Takes our own variables as they are: what generators of passwords write is no name of another setting. */
class LiteralEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {
    private static final String ENVIRONMENT = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    /** Before the access to other places is read. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER - 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        MutablePropertySources sources = environment.getPropertySources();
        if (sources.get(ENVIRONMENT) instanceof SystemEnvironmentPropertySource variables) {
            Map<String, Object> literal = new HashMap<>(variables.getSource());
            literal.replaceAll((name, value) ->
                    OwnSettings.name(name).isPresent() && value instanceof String text ? LiteralText.of(text) : value);
            sources.replace(ENVIRONMENT, new SystemEnvironmentPropertySource(ENVIRONMENT, literal));
        }
    }
}
