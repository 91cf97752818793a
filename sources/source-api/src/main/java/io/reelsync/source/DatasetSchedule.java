package io.reelsync.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a source's datasets are got by themselves, and when.
 *
 * @param locations an address of http or https each, or a file on the machine of every worker; none where people import
 *     files alone
 * @param cron when it is looked whether they have changed: six fields, from the second to the day of the week, in UTC
 * @param proxy the one way by which requests leave; null where they go straight
 */
public record DatasetSchedule(
        List<String> locations, String cron, @Nullable EgressProxy proxy) {
    /** Nothing is got by itself. */
    public static final DatasetSchedule NONE = new DatasetSchedule(List.of(), "0 0 0 1 1 *", null);

    public DatasetSchedule {
        locations = List.copyOf(locations);
    }
}
