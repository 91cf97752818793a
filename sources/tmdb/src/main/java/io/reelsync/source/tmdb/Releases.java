package io.reelsync.source.tmdb;

import io.reelsync.source.PartialDate;
import io.reelsync.source.VideoFacts.Release;
import io.reelsync.source.VideoFacts.ReleaseDate;
import java.time.Clock;
import java.time.Year;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * When and where a title came out. What kind of release it was stands behind the region, as the catalogue's main source
 * writes it: 美国, 美国首映, 美国网络.
 */
final class Releases {
    private static final int FIRST_YEAR = 1870;
    private static final int YEARS_AHEAD = 30;
    private static final Pattern DAY = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:T.*)?");

    /** By TMDB's numbers: premiere, limited and usual release in cinemas, online, on disc, on television. */
    private static final Map<Integer, String> KINDS = Map.of(1, "首映", 2, "有限上映", 3, "", 4, "网络", 5, "影碟", 6, "电视");

    private final Clock clock;

    Releases(Clock clock) {
        this.clock = clock;
    }

    /** The earliest first, since TMDB's own order is that of the regions' codes; without a place the title's own date. */
    Release read(TitleType type, JsonNode title) {
        Optional<PartialDate> own = date(title, type.dateField());
        List<ReleaseDate> everywhere = title.path("release_dates")
                .path("results")
                .valueStream()
                .flatMap(this::releasesIn)
                .toList();
        boolean told =
                own.isEmpty() || everywhere.stream().anyMatch(one -> one.date().equals(own.get()));
        List<ReleaseDate> dates = Stream.concat(
                        told ? Stream.empty() : own.stream().map(date -> new ReleaseDate(date, null)),
                        everywhere.stream())
                .distinct()
                .sorted(Comparator.comparing(ReleaseDate::date)
                        .thenComparing(one -> Objects.requireNonNullElse(one.place(), "")))
                .toList();
        Optional<PartialDate> first =
                own.or(() -> dates.stream().map(ReleaseDate::date).findFirst());
        return new Release(first.map(PartialDate::year).orElse(null), dates);
    }

    private Stream<ReleaseDate> releasesIn(JsonNode region) {
        String code = ApiJson.text(region, "iso_3166_1").orElse("");
        String name = PlaceNames.country(code).orElse(code);
        return region.path("release_dates")
                .valueStream()
                .flatMap(release ->
                        date(release, "release_date")
                                .map(date -> new ReleaseDate(date, place(name, release)))
                                .stream());
    }

    private static String place(String region, JsonNode release) {
        String kind = ApiJson.count(release, "type").map(KINDS::get).orElse("");
        String note = ApiJson.text(release, "note").map(text -> " " + text).orElse("");
        return (region + kind + note).strip();
    }

    /** Nobody released a title on 0000-00-00, in the year 1 or in 9999. */
    private Optional<PartialDate> date(JsonNode node, String field) {
        Matcher written = DAY.matcher(ApiJson.text(node, field).orElse(""));
        int lastYear = Year.now(clock).getValue() + YEARS_AHEAD;
        return written.matches()
                ? PartialDate.parse(written.group(1))
                        .filter(date -> date.year() >= FIRST_YEAR && date.year() <= lastYear)
                : Optional.empty();
    }
}
