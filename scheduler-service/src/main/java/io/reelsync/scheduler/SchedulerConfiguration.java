package io.reelsync.scheduler;

import io.reelsync.outage.NeededServers;
import io.reelsync.outage.Server;
import io.reelsync.outage.TickFailures;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Scheduled methods, each at one scheduler at a time; by the database's clock, since the schedulers' may differ. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableSchedulerLock(defaultLockAtMostFor = "30s")
class SchedulerConfiguration {
    private static final int THREADS = 4;

    @Bean
    NeededServers neededByTheScheduler() {
        return NeededServers.of(Server.MYSQL, Server.RABBITMQ);
    }

    /** Threads enough that a broker which is slow to answer holds up the gauges alone. */
    @Bean
    ThreadPoolTaskScheduler taskScheduler(TickFailures failures) {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(THREADS);
        scheduler.setThreadNamePrefix("scheduling-");
        scheduler.setErrorHandler(failures);
        return scheduler;
    }

    @Bean
    LockProvider lockProvider(DataSource dataSource) {
        return new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                .withJdbcTemplate(new JdbcTemplate(dataSource))
                .usingDbTime()
                .build());
    }
}
