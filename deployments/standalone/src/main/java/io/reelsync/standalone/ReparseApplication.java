package io.reelsync.standalone;

import io.reelsync.connection.DatabaseConfiguration;
import io.reelsync.source.Sources;
import io.reelsync.startup.EnableSources;
import io.reelsync.worker.settle.Reparse;
import java.time.Clock;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What {@code reelsync reparse} needs: the database and the sources' readers, no broker, no Redis, no web. Not marked as
 * a configuration, since the services that look through this package must not find it.
 */
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    TransactionAutoConfiguration.class
})
@Import(DatabaseConfiguration.class)
@EnableSources
class ReparseApplication {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Reparse reparse(JdbcClient jdbc, JdbcTemplate batches, TransactionTemplate transaction, Sources sources) {
        return new Reparse(jdbc, batches, transaction, sources);
    }
}
