package io.reelsync.scheduler;

import io.reelsync.startup.Service;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;

/** The scheduler as a process of its own. Any number may run: they share the work and double none of it. */
@SpringBootApplication(
        scanBasePackages = "io.reelsync",
        exclude = {HibernateJpaAutoConfiguration.class, DataJpaRepositoriesAutoConfiguration.class})
public class SchedulerApplication {

    public static void main(String[] args) {
        Service.run("scheduler", SchedulerApplication.class, 0, args);
    }
}
