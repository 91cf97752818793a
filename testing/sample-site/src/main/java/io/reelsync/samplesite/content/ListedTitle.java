package io.reelsync.samplesite.content;

import io.reelsync.samplesite.catalogue.TitleFacts;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** A title as a list of the mobile interface gives it. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record ListedTitle(
        String id,
        String title,
        String type,
        String year,
        String card,
        Rating rating,
        Picture pic,
        String episodesInfo,
        String cardSubtitle,
        String uri) {

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Rating(long count, int max, double starCount, double value) {
        static Rating of(@Nullable Double score, @Nullable Long votes) {
            double value = Objects.requireNonNullElse(score, 0.0);
            return new Rating(Objects.requireNonNullElse(votes, 0L), 10, Math.round(value) / 2.0, value);
        }
    }

    record Picture(String large, String normal) {}

    static ListedTitle of(TitleFacts facts, String type, boolean complete) {
        String subtitle = Stream.of(
                        List.of(String.valueOf(facts.year())),
                        facts.countries(),
                        facts.genres(),
                        facts.directors(),
                        facts.actors().stream().limit(2).toList())
                .filter(part -> !part.isEmpty())
                .map(part -> String.join(" ", part))
                .collect(Collectors.joining(" / "));
        return new ListedTitle(
                facts.sourceId(),
                facts.title(),
                type,
                String.valueOf(facts.year()),
                "subject",
                Rating.of(facts.score(), facts.votes()),
                new Picture(facts.coverUrl(), facts.coverUrl()),
                episodes(facts.episodeCount(), complete),
                subtitle,
                uri(type, facts.sourceId()));
    }

    static String uri(String type, String id) {
        return "douban://douban.com/" + type + "/" + id;
    }

    static String episodes(@Nullable Integer count, boolean complete) {
        return count == null ? "" : complete ? count + "集全" : "更新至" + count + "集";
    }
}
