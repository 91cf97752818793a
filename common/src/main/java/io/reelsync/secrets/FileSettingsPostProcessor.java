package io.reelsync.secrets;

import io.reelsync.startup.StartRefused;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;

/** Lets the files of a {@code configtree:} be called as in the environment, or as the video service calls them. */
class FileSettingsPostProcessor implements EnvironmentPostProcessor, Ordered {

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        MutablePropertySources sources = environment.getPropertySources();
        List<ConfigTreePropertySource> trees = sources.stream()
                .filter(ConfigTreePropertySource.class::isInstance)
                .map(ConfigTreePropertySource.class::cast)
                .toList();
        for (ConfigTreePropertySource tree : trees) {
            sources.addBefore(
                    tree.getName(),
                    read(new FolderLocation(tree.getSource(), environment.getProperty("reelsync.mysql.driver", ""))));
        }
    }

    private static ExternalPropertySource read(FolderLocation folder) {
        try {
            Map<String, Object> settings = folder.read();
            return ExternalPropertySource.of(folder, settings, List.of());
        } catch (IOException unreadable) {
            return ExternalPropertySource.refused(
                    folder, new StartRefused(folder.name() + " can't be read: " + unreadable.getMessage(), unreadable));
        } catch (StartRefused refusal) {
            return ExternalPropertySource.refused(
                    folder, new StartRefused(folder.name() + ": " + refusal.getMessage(), refusal));
        }
    }
}
