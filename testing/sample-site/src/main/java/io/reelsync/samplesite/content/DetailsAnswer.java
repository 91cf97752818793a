package io.reelsync.samplesite.content;

import io.reelsync.samplesite.catalogue.TitleFacts;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** A title's details as the mobile interface gives them, which tells less than the page. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record DetailsAnswer(
        String id,
        String type,
        String subtype,
        boolean isTv,
        boolean isShow,
        String title,
        String originalTitle,
        String year,
        List<String> aka,
        List<String> genres,
        List<String> countries,
        List<String> languages,
        List<String> durations,
        List<String> pubdate,
        List<Name> directors,
        List<Name> actors,
        ListedTitle.Rating rating,
        String nullRatingReason,
        ListedTitle.Picture pic,
        String coverUrl,
        int episodesCount,
        String episodesInfo,
        @Nullable Integer lastEpisodeNumber,
        String intro,
        String url,
        String uri) {

    /** What stands on the page alone, by the names of {@link TitleFacts}. */
    public static final Set<String> NEVER_TOLD = Set.of("writers", "season", "imdb_id", "rating_distribution");

    /** A person. */
    record Name(String name) {
        static List<Name> of(List<String> names) {
            return names.stream().map(Name::new).toList();
        }
    }

    /** The same under another title's id. */
    public DetailsAnswer withId(long other) {
        return new DetailsAnswer(
                String.valueOf(other),
                type,
                subtype,
                isTv,
                isShow,
                title,
                originalTitle,
                year,
                aka,
                genres,
                countries,
                languages,
                durations,
                pubdate,
                directors,
                actors,
                rating,
                nullRatingReason,
                pic,
                coverUrl,
                episodesCount,
                episodesInfo,
                lastEpisodeNumber,
                intro,
                url.replace(id, String.valueOf(other)),
                uri.replace(id, String.valueOf(other)));
    }

    static DetailsAnswer of(TitleFacts facts, String type, boolean complete, String base) {
        Integer episodes = facts.episodeCount();
        String episodeRuntime = facts.episodeRuntimeRaw();
        boolean series = type.equals("tv");
        return new DetailsAnswer(
                facts.sourceId(),
                type,
                type,
                series,
                facts.kind().equals("tvshow"),
                facts.title(),
                Objects.requireNonNullElse(facts.originalTitle(), ""),
                String.valueOf(facts.year()),
                facts.aka(),
                facts.genres(),
                facts.countries(),
                facts.languages(),
                series ? (episodeRuntime == null ? List.of() : List.of(episodeRuntime)) : facts.runtimesRaw(),
                facts.releaseDates(),
                Name.of(facts.directors()),
                Name.of(facts.actors()),
                ListedTitle.Rating.of(facts.score(), facts.votes()),
                Objects.requireNonNullElse(facts.noScoreText(), ""),
                new ListedTitle.Picture(facts.coverUrl(), facts.coverUrl()),
                facts.coverUrl(),
                Objects.requireNonNullElse(episodes, 0),
                ListedTitle.episodes(episodes, complete),
                episodes,
                facts.summary(),
                base + "/subject/" + facts.sourceId() + "/",
                ListedTitle.uri(type, facts.sourceId()));
    }
}
