package io.reelsync.scheduler;

import io.reelsync.startup.Service;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The scheduler as a process of its own. Any number may run: they share the work and double none of it. */
@SpringBootApplication(scanBasePackages = "io.reelsync")
public class SchedulerApplication {

    public static void main(String[] args) {
        Service.run("scheduler", SchedulerApplication.class, 0, args);
    }
}
