package io.reelsync.source.douban;

import io.reelsync.source.PageText;
import io.reelsync.source.PlainName;
import io.reelsync.source.VideoFacts;
import io.reelsync.source.VideoFacts.CrossCheck;
import io.reelsync.source.VideoFacts.Disagreement;
import io.reelsync.source.VideoFacts.Provenance;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Hears what a page says of the same facts in other places: its block of structured data (JSON-LD) and the attributes
 * beside the visible text (microdata). They never decide. The visible block of facts does: people correct what they
 * see, and the structured data is made from it later, knows linked people alone, and lags behind. What the cross-checks
 * say is noted where it can't be true beside what was taken:
 *
 * <ul>
 *   <li>a director or writer whom the block doesn't name, actors of whom it names none, another name of the title,
 *   <li>another set of genres, a first date that is none of the block's, another runtime, another score.
 * </ul>
 */
final class CrossChecks {
    private static final Evaluator RELEASES = Selector.evaluatorOf("[property=v:initialReleaseDate][content]");
    private static final Evaluator RUNTIME = Selector.evaluatorOf("[property=v:runtime][content]");

    private final @Nullable JsonNode data;
    private final Element info;
    private final List<Disagreement> disagreements = new ArrayList<>();

    private CrossChecks(@Nullable JsonNode data, Element info) {
        this.data = data;
        this.info = info;
    }

    /** @param info the block of facts */
    static CrossChecks of(Landmarks page, Element info) {
        return new CrossChecks(page.data.isEmpty() ? null : parse(page.data.get(0)), info);
    }

    private static @Nullable JsonNode parse(String json) {
        try {
            JsonNode data = MobileJson.JSON.readTree(json);
            return data.isObject() ? data : null;
        } catch (JacksonException unreadable) {
            return null;
        }
    }

    /** The facts, with what the cross-checks say against them. */
    VideoFacts compareWith(VideoFacts told) {
        if (data != null) {
            compareData(told, data);
        }
        compareMicrodata(told);
        return new VideoFacts(
                told.subject(),
                told.kind(),
                told.naming(),
                told.release(),
                told.credits(),
                told.labels(),
                told.length(),
                told.rating(),
                told.imdbId(),
                told.summary(),
                told.coverUrl(),
                new Provenance(PageRoute.NAME, Set.of(), List.copyOf(disagreements)));
    }

    private void compareData(VideoFacts told, JsonNode said) {
        String title = Objects.requireNonNullElse(told.naming().title(), "");
        MobileJson.text(said, "name")
                .map(CrossChecks::unescaped)
                .filter(name -> !PlainName.of(name).startsWith(PlainName.of(title))
                        && !PlainName.of(title).startsWith(PlainName.of(name)))
                .ifPresent(name -> disagree("title", CrossCheck.JSON_LD, title, name));
        compareNames("directors", told.credits().directors(), names(said, "director"), false);
        compareNames("writers", told.credits().writers(), names(said, "author"), false);
        compareNames("actors", told.credits().actors(), names(said, "actor"), true);
        List<String> genres = unescaped(MobileJson.texts(said.path("genre"), null));
        if (!genres.isEmpty()
                && !Set.copyOf(genres).equals(new HashSet<>(told.labels().genres()))) {
            disagree("tags", CrossCheck.JSON_LD, told.labels().genres(), genres);
        }
        MobileJson.text(said, "datePublished")
                .flatMap(ReleaseText::parse)
                .filter(date -> told.release().dates().stream()
                        .noneMatch(one -> one.date().equals(date.date())))
                .ifPresent(date -> disagree("release_dates", CrossCheck.JSON_LD, dates(told), date.date()));
        MobileJson.text(said, "duration")
                .flatMap(CrossChecks::minutes)
                .ifPresent(minutes -> compareMinutes(told, minutes));
        MobileJson.text(said.path("aggregateRating"), "ratingValue")
                .map(Numbers::score)
                .ifPresent(score -> compareScore(told, score));
    }

    private static List<String> names(JsonNode said, String field) {
        return unescaped(MobileJson.texts(said.path(field), "name"));
    }

    /** The block is no markup, and its texts are written as if it were: O&#39;Brien. */
    private static String unescaped(String text) {
        return PageText.line(Parser.unescapeEntities(text, false));
    }

    private static List<String> unescaped(List<String> texts) {
        return texts.stream().map(CrossChecks::unescaped).toList();
    }

    /** @param oneIsEnough whether it will do that both name one and the same */
    private void compareNames(String field, List<String> taken, List<String> said, boolean oneIsEnough) {
        Predicate<String> named =
                name -> taken.stream().anyMatch(one -> PlainName.of(name).contains(PlainName.of(one)));
        boolean agree = said.isEmpty()
                || (oneIsEnough ? said.stream().anyMatch(named) : said.stream().allMatch(named));
        if (!agree) {
            disagree(field, CrossCheck.JSON_LD, taken, said);
        }
    }

    private static Optional<Integer> minutes(String written) {
        try {
            return Optional.of((int) Duration.parse(written).toMinutes()).filter(minutes -> minutes > 0);
        } catch (DateTimeException | ArithmeticException none) {
            return Optional.empty();
        }
    }

    private void compareMinutes(VideoFacts told, int minutes) {
        Integer runtime = told.length().runtime();
        Integer episode = told.length().episodeRuntime();
        Integer taken = runtime != null ? runtime : episode;
        if (taken != null && taken != minutes) {
            disagree(runtime != null ? "runtime" : "episode_runtime", CrossCheck.JSON_LD, taken, minutes);
        }
    }

    private void compareScore(VideoFacts told, BigDecimal score) {
        BigDecimal taken = told.rating().score();
        if (taken == null || taken.compareTo(score) != 0) {
            disagree("score", CrossCheck.JSON_LD, String.valueOf(taken), score);
        }
    }

    private void compareMicrodata(VideoFacts told) {
        for (Element release : info.select(RELEASES)) {
            ReleaseText.parse(release.attr("content"))
                    .filter(said -> !told.release().dates().contains(said))
                    .ifPresent(said -> disagree("release_dates", CrossCheck.MICRODATA, dates(told), said.date()));
        }
        Element runtime = info.selectFirst(RUNTIME);
        Integer said = runtime == null ? null : Numbers.minutes(runtime.attr("content"));
        Integer taken = told.length().runtime();
        if (said != null && taken != null && !said.equals(taken)) {
            disagree("runtime", CrossCheck.MICRODATA, taken, said);
        }
    }

    private static List<String> dates(VideoFacts told) {
        return told.release().dates().stream().map(one -> one.date().toString()).toList();
    }

    private void disagree(String field, CrossCheck check, Object taken, Object said) {
        disagreements.add(new Disagreement(field, check, String.valueOf(taken), String.valueOf(said)));
    }
}
