package io.reelsync.doctor;

import io.reelsync.limit.LimitSettings;
import io.reelsync.task.QueueTopology;
import java.time.Clock;
import java.util.List;
import org.redisson.api.RedissonClient;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.env.Environment;

/**
 * What the services speak with their servers by, and nothing that does their work: no bean is made but those that the
 * checks ask for. What refuses a start before any bean is made does so here too. Not annotated as a configuration:
 * services, which look for those in all packages, would take it for theirs.
 */
@ComponentScan(
        basePackages = {
            "io.reelsync.startup",
            "io.reelsync.connection",
            "io.reelsync.limit",
            "io.reelsync.source",
            "io.reelsync.task"
        },
        excludeFilters = @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
@ComponentScan(
        basePackages = "io.reelsync",
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = BeanFactoryPostProcessor.class))
@ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class,
    PropertyPlaceholderAutoConfiguration.class,
    SslAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    RabbitAutoConfiguration.class
})
class DoctorConfiguration {

    /** Starts none of those beans that are made to be started, laziness or not. */
    @Bean
    static LifecycleProcessor lifecycleProcessor() {
        return new DefaultLifecycleProcessor() {
            @Override
            public void onRefresh() {}
        };
    }

    @Bean
    List<Check> checks(
            Environment environment,
            Clock clock,
            JdbcConnectionDetails database,
            ConnectionFactory broker,
            QueueTopology topology,
            ObjectProvider<RedissonClient> redisson,
            LimitSettings limits) {
        SchemaSettings schema = new SchemaSettings(
                environment.getProperty("spring.flyway.enabled", Boolean.class, true),
                environment.getRequiredProperty("spring.flyway.table"));
        return List.of(
                new MachineCheck(environment.getProperty(QuietLog.WOULD_BE, "")),
                new DatabaseCheck(database, schema, clock),
                new BrokerCheck(
                        broker,
                        address(environment, "reelsync.rabbitmq.url"),
                        limits.namespace(),
                        topology.declarables()),
                new RedisCheck(
                        redisson::getObject, address(environment, "reelsync.redis.url"), limits.namespace(), clock));
    }

    private static String address(Environment environment, String key) {
        return SecretMask.address(environment.getRequiredProperty(key));
    }
}
