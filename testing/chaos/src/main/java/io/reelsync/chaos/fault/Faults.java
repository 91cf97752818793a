package io.reelsync.chaos.fault;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All faults by their names. */
public final class Faults {
    private static final List<Fault> ALL = Stream.of(
                    ProcessFaults.all(),
                    ServerFaults.all(),
                    QueueFaults.all(),
                    HostFaults.all(),
                    SourceFaults.all(),
                    TwoSourcesFaults.all(),
                    TitleFaults.all())
            .flatMap(List::stream)
            .toList();

    private Faults() {}

    public static List<Fault> all() {
        return ALL;
    }

    public static Optional<Fault> find(String name) {
        return ALL.stream().filter(fault -> fault.name().equals(name)).findFirst();
    }

    /** Why a fault can't be done on this machine; empty where it can. */
    public static Optional<String> impossible(Fault fault) {
        return switch (fault.name()) {
            case HostFaults.CLOCK_SHIFT ->
                HostFaults.fakeTime().isEmpty() ? Optional.of("libfaketime is not installed") : Optional.empty();
            case HostFaults.LOG_DISK_FULL ->
                HostFaults.mayMakeDevices()
                        ? Optional.empty()
                        : Optional.of("only root may make the device that stands for a full disk");
            default -> Optional.empty();
        };
    }
}
