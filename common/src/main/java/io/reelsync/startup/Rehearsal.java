package io.reelsync.startup;

import org.springframework.core.SpringProperties;

/**
 * A start that ends as soon as all is put together, and asks no server: {@code -Dspring.context.exit=onRefresh}. The images are
 * made with one, since what it loads starts the next faster.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /** Whether this process is one. */
    public static boolean isOn() {
        return "onRefresh".equalsIgnoreCase(SpringProperties.getProperty("spring.context.exit"));
    }
}
