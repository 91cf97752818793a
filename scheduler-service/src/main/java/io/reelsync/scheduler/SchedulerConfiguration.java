package io.reelsync.scheduler;

import io.reelsync.cluster.InstanceId;
import io.reelsync.outage.NeededServers;
import io.reelsync.outage.ScheduledTaskErrorHandler;
import io.reelsync.outage.Server;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Scheduled methods, each at one scheduler at a time; by the database's clock, since the schedulers' may differ. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableSchedulerLock(defaultLockAtMostFor = "${reelsync.scheduler.lock-at-most-for:10s}")
class SchedulerConfiguration {
    /** One for each scheduled method. */
    private static final int THREADS = 10;

    @Bean
    NeededServers neededByTheScheduler() {
        return NeededServers.of(Server.MYSQL, Server.RABBITMQ);
    }

    /** Boot's own has one thread for all, on every JDK: one that is slow would hold up the others. */
    @Bean
    ThreadPoolTaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder, ScheduledTaskErrorHandler failures) {
        ThreadPoolTaskScheduler scheduler =
                builder.poolSize(THREADS).threadNamePrefix("scheduling-").build();
        scheduler.setErrorHandler(failures);
        return scheduler;
    }

    /** The locks name who holds them, so that it can be seen which scheduler leads. */
    @Bean
    LockProvider lockProvider(JdbcTemplate jdbc, InstanceId instance) {
        return new Locks(new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                .withJdbcTemplate(jdbc)
                .usingDbTime()
                .withLockedByValue(instance.value())
                .build()));
    }
}
