package io.reelsync.source.imdb;

import io.reelsync.source.DatasetSchedule;
import io.reelsync.source.EgressProxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.support.CronExpression;

/**
 * How IMDb's datasets are got by themselves.
 *
 * @param datasets addresses or files of title.basics, title.ratings and title.akas, title.basics first; none where people
 *     import them alone
 * @param cron when workers look whether they have changed, in UTC
 * @param proxy the one way by which requests leave, as {@code http://user:password@host:port} or {@code socks5://…};
 *     straight where it isn't set
 */
@ConfigurationProperties("reelsync.imdb")
record ImdbSettings(
        @DefaultValue({}) List<String> datasets,
        @DefaultValue("0 30 4 * * *") String cron,
        @Nullable EgressProxy proxy) {
    private static final int LONGEST = 500;

    ImdbSettings {
        datasets = datasets.stream()
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .distinct()
                .toList();
        datasets.forEach(ImdbSettings::requireLocation);
        if (!CronExpression.isValidExpression(cron)) {
            throw new IllegalArgumentException("reelsync.imdb.cron is '" + cron
                    + "': write six fields, from the second to the day of the week, for example 0 30 4 * * *");
        }
    }

    private static void requireLocation(String location) {
        boolean plain = location.length() <= LONGEST
                && StandardCharsets.US_ASCII.newEncoder().canEncode(location);
        if (!plain || !(isAddress(location) || isFile(location))) {
            throw new IllegalArgumentException("reelsync.imdb.datasets names '" + location
                    + "': write an address of http or https without a password, or the whole path of a file, in ASCII");
        }
    }

    private static boolean isAddress(String location) {
        try {
            URI address = URI.create(location);
            return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getUserInfo() == null;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static boolean isFile(String location) {
        try {
            return Path.of(location).isAbsolute();
        } catch (InvalidPathException none) {
            return false;
        }
    }

    DatasetSchedule schedule() {
        return new DatasetSchedule(datasets, cron, proxy);
    }
}
