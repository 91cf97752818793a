package io.reelsync.worker;

import io.reelsync.startup.Service;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The worker as a process of its own. Any number may run, all under one rate limit. */
@SpringBootApplication(scanBasePackages = "io.reelsync")
public class WorkerApplication {

    public static void main(String[] args) {
        Service.run("worker", WorkerApplication.class, 0, args);
    }
}
