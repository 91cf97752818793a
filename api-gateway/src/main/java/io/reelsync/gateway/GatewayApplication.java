package io.reelsync.gateway;

import io.reelsync.startup.Service;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The gateway as a process of its own. */
@SpringBootApplication(scanBasePackages = "io.reelsync")
public class GatewayApplication {
    private static final int PORT = 5500;

    public static void main(String[] args) {
        Service.run("gateway", GatewayApplication.class, PORT, args);
    }
}
