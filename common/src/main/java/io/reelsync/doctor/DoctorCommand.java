package io.reelsync.doctor;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** The command {@code doctor}: the report on standard output, and exit code 0, 1 with warnings, or 2. */
public final class DoctorCommand {
    private DoctorCommand() {}

    /** @param args the service whose settings are taken, then {@code --json} and settings as Spring takes them */
    @SuppressWarnings("SystemExitOutsideMain") // This is a main.
    public static void main(String[] args) throws InterruptedException {
        List<String> settings = new ArrayList<>(List.of(args));
        String service = settings.remove(0);
        settings.remove("--check");
        boolean json = settings.remove("--json");
        for (String each : settings) {
            if (!each.startsWith("--") || !each.contains("=")) {
                System.err.println("reelsync: there is no option '" + each + "'; see ./reelsync doctor --help");
                System.exit(Level.FAIL.exitCode());
            }
        }
        LoggingSystem.get(DoctorCommand.class.getClassLoader()).setLogLevel(null, LogLevel.OFF);
        Report report = new Doctor().examine(service, settings.toArray(String[]::new));
        if (json) {
            report.printJson(System.out);
        } else {
            report.print(System.out);
        }
        System.exit(report.worst().exitCode());
    }
}
