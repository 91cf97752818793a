package io.reelsync.systemtests;

import java.util.Map;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/**
 * Keeps a service's context to that service, as in production, where the others are not on its class path. Without it
 * each context would find all of them, and no worker could be lost: the scheduler would hold another.
 */
class OneServiceOnly implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final Map<String, String> PACKAGES = Map.of(
            "reelsync-scheduler", "io.reelsync.scheduler.",
            "reelsync-worker", "io.reelsync.worker.",
            "reelsync-gateway", "io.reelsync.gateway.");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String own = PACKAGES.get(context.getEnvironment().getProperty("spring.application.name", ""));
        if (own != null) {
            context.getBeanFactory().registerSingleton("oneServiceOnly", new OtherServices(own));
        }
    }

    private static class OtherServices extends TypeExcludeFilter {
        private final String own;

        OtherServices(String own) {
            this.own = own;
        }

        @Override
        public boolean match(MetadataReader type, MetadataReaderFactory types) {
            String name = type.getClassMetadata().getClassName();
            return !name.startsWith(own) && PACKAGES.values().stream().anyMatch(name::startsWith);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof OtherServices filter && filter.own.equals(own);
        }

        @Override
        public int hashCode() {
            return own.hashCode();
        }
    }
}
