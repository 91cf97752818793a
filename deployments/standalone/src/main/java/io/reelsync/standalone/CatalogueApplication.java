package io.reelsync.standalone;

import io.reelsync.connection.DatabaseConfiguration;
import io.reelsync.source.Sources;
import io.reelsync.startup.EnableSources;
import io.reelsync.statement.MergeSettings;
import io.reelsync.statement.Statements;
import io.reelsync.statement.StoredMergeRules;
import io.reelsync.statement.Videos;
import io.reelsync.worker.WorkerSettings;
import io.reelsync.worker.imports.DatasetFetcher;
import io.reelsync.worker.imports.ImportDataset;
import io.reelsync.worker.settle.Reparse;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What {@code reelsync reparse} and {@code reelsync import} need: the database and the sources' readers, no broker, no Redis,
 * no web. Not marked as a configuration, since the services that look through this package must not find it.
 */
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    TransactionAutoConfiguration.class
})
@Import({
    DatabaseConfiguration.class,
    Statements.class,
    StoredMergeRules.class,
    Videos.class,
    ImportDataset.class,
    DatasetFetcher.class
})
@EnableConfigurationProperties({MergeSettings.class, WorkerSettings.class})
@EnableSources
class CatalogueApplication {

    /**
     * Starts it with nothing said on the console.
     *
     * @param name by which its log lines are known
     * @param given settings beside those of the environment
     */
    static ConfigurableApplicationContext start(String name, Map<String, Object> given) {
        Map<String, Object> settings = new HashMap<>(given);
        settings.put("logging.threshold.console", "off");
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return new SpringApplicationBuilder(CatalogueApplication.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=reelsync", "spring.application.name=" + name)
                .run(arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Reparse reparse(
            JdbcClient jdbc, TransactionTemplate transaction, Sources sources, Statements statements, Videos videos) {
        return new Reparse(jdbc, transaction, sources, statements, videos);
    }
}
