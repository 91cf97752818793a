package io.reelsync.source.tmdb;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.ListPage;
import io.reelsync.source.Reason;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a page of a list. Entries without id or title are left out, and counted; adult ones are no part of it. */
final class ListReader {
    private static final int HIGHEST_ID = 999_999_999;

    private final TmdbSettings settings;
    private final Posters posters;

    ListReader(TmdbSettings settings) {
        this.settings = settings;
        this.posters = new Posters(settings);
    }

    ListPage read(TmdbFeed feed, int page, byte[] body) throws BrokenPageException {
        JsonNode list = list(feed, page, body);
        Map<SubjectId, VideoFacts> subjects = new LinkedHashMap<>();
        int unreadable = 0;
        for (JsonNode entry : list.path("results")) {
            if (entry.path("adult").asBoolean(false) && !settings.adult()) {
                continue;
            }
            Optional<VideoFacts> facts = entry(feed.type(), entry);
            if (facts.isPresent()) {
                subjects.putIfAbsent(facts.get().subject(), facts.get());
            } else {
                unreadable++;
            }
        }
        requireReadable(feed, subjects, unreadable);
        boolean last = page >= Math.min(pages(list), PageNumber.LAST);
        return page(list, subjects, unreadable, last ? null : String.valueOf(page + 1));
    }

    /** Of what has changed TMDB tells the ids alone. */
    ListPage readChanges(ChangesCursor cursor, byte[] body) throws BrokenPageException {
        JsonNode list = list(TmdbFeed.CHANGES, cursor.page(), body);
        Map<SubjectId, VideoFacts> subjects = new LinkedHashMap<>();
        int unreadable = 0;
        for (JsonNode entry : list.path("results")) {
            Optional<SubjectId> subject = subject(cursor.type(), entry);
            subject.ifPresent(changed -> subjects.putIfAbsent(changed, facts(changed, entry, VideoFacts.Naming.NONE)));
            unreadable += subject.isPresent() ? 0 : 1;
        }
        requireReadable(TmdbFeed.CHANGES, subjects, unreadable);
        return page(list, subjects, unreadable, cursor.next(pages(list)));
    }

    private static ListPage page(
            JsonNode list, Map<SubjectId, VideoFacts> subjects, int unreadable, @Nullable String next) {
        return new ListPage(List.copyOf(subjects.values()), list.path("results").size(), unreadable, next);
    }

    private static JsonNode list(TmdbFeed feed, int page, byte[] body) throws BrokenPageException {
        JsonNode list = ApiJson.object(body, Reason.BAD_LIST);
        if (!list.path("results").isArray()) {
            throw new BrokenPageException(Reason.BAD_LIST, "the list " + feed.feedName() + " has no array of results");
        }
        if (ApiJson.count(list, "page").orElse(0) != page) {
            throw new BrokenPageException(
                    Reason.BAD_LIST, "this is not page " + page + " of the list " + feed.feedName());
        }
        return list;
    }

    private static int pages(JsonNode list) {
        return ApiJson.count(list, "total_pages").orElse(0);
    }

    private static void requireReadable(TmdbFeed feed, Map<SubjectId, VideoFacts> subjects, int unreadable)
            throws BrokenPageException {
        if (subjects.isEmpty() && unreadable > 0) {
            throw new BrokenPageException(
                    Reason.BAD_LIST, "none of the " + unreadable + " entries of " + feed.feedName() + " is readable");
        }
    }

    private Optional<VideoFacts> entry(TitleType type, JsonNode entry) {
        Optional<String> title =
                ApiJson.text(entry, type.titleField()).or(() -> ApiJson.text(entry, type.originalTitleField()));
        return title.flatMap(name -> subject(type, entry)
                .map(subject -> facts(subject, entry, new VideoFacts.Naming(name, null, List.of()))));
    }

    private static Optional<SubjectId> subject(TitleType type, JsonNode entry) {
        return ApiJson.count(entry, "id").filter(number -> number <= HIGHEST_ID).map(number -> new TmdbId(type, number)
                .subject());
    }

    private VideoFacts facts(SubjectId subject, JsonNode entry, VideoFacts.Naming naming) {
        VideoFacts.Rating rating = ApiJson.rating(entry);
        return new VideoFacts(
                subject,
                naming.title() == null ? null : Genres.kind(TmdbId.of(subject).type(), Genres.idsIn(entry)),
                naming,
                VideoFacts.Release.NONE,
                VideoFacts.Credits.NONE,
                VideoFacts.Labels.NONE,
                VideoFacts.Length.NONE,
                rating.impossible().isEmpty() ? rating : new VideoFacts.Rating(null, rating.votes()),
                null,
                null,
                posters.poster(entry));
    }
}
