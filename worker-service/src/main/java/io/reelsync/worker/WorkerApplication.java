package io.reelsync.worker;

import io.reelsync.startup.Service;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;

/** The worker as a process of its own. Any number may run, all under one rate limit. */
@SpringBootApplication(
        scanBasePackages = "io.reelsync",
        exclude = {HibernateJpaAutoConfiguration.class, DataJpaRepositoriesAutoConfiguration.class})
public class WorkerApplication {

    public static void main(String[] args) {
        Service.run("worker", WorkerApplication.class, 0, args);
    }
}
