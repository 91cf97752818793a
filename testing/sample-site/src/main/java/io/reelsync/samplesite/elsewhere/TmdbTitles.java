package io.reelsync.samplesite.elsewhere;

import io.reelsync.samplesite.catalogue.TitleFacts;
import io.reelsync.samplesite.content.Content;
import io.reelsync.samplesite.content.SiteFeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The site's titles as an API shaped like TMDB's tells them. Safe for use by many threads. */
public final class TmdbTitles {
    /** Numbers there are the site's own and this. */
    private static final long OFFSET = 400_000_000;

    private static final long NAMESAKE_OFFSET = 700_000_000;
    private static final int OF_A_PAGE = 20;
    private static final int NAMESAKES_AGE = 23;
    private static final Map<String, Integer> GENRES = Map.ofEntries(
            Map.entry("剧情", 18),
            Map.entry("喜剧", 35),
            Map.entry("动作", 28),
            Map.entry("爱情", 10749),
            Map.entry("科幻", 878),
            Map.entry("悬疑", 9648),
            Map.entry("惊悚", 53),
            Map.entry("犯罪", 80),
            Map.entry("冒险", 12),
            Map.entry("奇幻", 14),
            Map.entry("历史", 36),
            Map.entry("音乐", 10402),
            Map.entry("家庭", 10751),
            Map.entry("战争", 10752),
            Map.entry("动画", 16),
            Map.entry("纪录片", 99),
            Map.entry("真人秀", 10764),
            Map.entry("脱口秀", 10767));

    private final Content content;

    public TmdbTitles(Content content) {
        this.content = content;
    }

    /** Films, or all that comes in episodes. */
    public enum Type {
        MOVIE("title", "original_title", "release_date"),
        TV("name", "original_name", "first_air_date");

        private final String title;
        private final String original;
        private final String date;

        Type(String title, String original, String date) {
            this.title = title;
            this.original = original;
            this.date = date;
        }
    }

    /** A title's details with all that can be appended; empty where there is none of this type. */
    public Optional<ObjectNode> details(Type type, long number, String base) {
        boolean namesake = number >= NAMESAKE_OFFSET;
        return json(type, new Entry(number - (namesake ? NAMESAKE_OFFSET : OFFSET), namesake), base);
    }

    /** The id of one of the site's titles there, as {@code movie/400001234}; empty where it isn't known there. */
    public Optional<String> idOf(long title, String base) {
        return content.facts(title, base)
                .filter(facts -> Differences.isKnown(title))
                .map(facts -> (new Differences(facts).isFilm() ? "movie/" : "tv/") + number(facts));
    }

    /** @param namesake whether it is the older film of the same name */
    private record Entry(long id, boolean namesake) {}

    private Optional<ObjectNode> json(Type type, Entry entry, String base) {
        boolean there = Differences.isKnown(entry.id())
                && (!entry.namesake() || type == Type.MOVIE && Differences.hasNamesake(entry.id()));
        return content.facts(entry.id(), base)
                .filter(facts -> there && new Differences(facts).isFilm() == (type == Type.MOVIE))
                .map(facts -> entry.namesake() ? namesake(facts) : details(type, facts));
    }

    /** A page of a list: the newest titles first, with their namesakes behind them. */
    public ObjectNode list(Type type, int page, String base) {
        return page(listed(type), page, entry -> json(type, entry, base).map(details -> entry(details, type)));
    }

    /** What has changed: the titles that are listed, whose scores move. */
    public ObjectNode changes(Type type, int page, String base) {
        return page(listed(type), page, entry -> json(type, entry, base)
                .map(details -> object().put("id", details.get("id").asLong()).put("adult", false)));
    }

    private List<Entry> listed(Type type) {
        List<Entry> entries = new ArrayList<>();
        for (SiteFeed feed : feeds(type)) {
            content.listed(feed).stream().filter(Differences::isKnown).forEach(id -> {
                entries.add(new Entry(id, false));
                if (type == Type.MOVIE && Differences.hasNamesake(id)) {
                    entries.add(new Entry(id, true));
                }
            });
        }
        return entries;
    }

    private static List<SiteFeed> feeds(Type type) {
        return type == Type.MOVIE
                ? List.of(SiteFeed.MOVIES)
                : List.of(SiteFeed.TV, SiteFeed.ANIME, SiteFeed.DOCUMENTARIES, SiteFeed.SHOWS);
    }

    private static ObjectNode page(List<Entry> all, int page, Function<Entry, Optional<ObjectNode>> json) {
        ObjectNode answer = object().put("page", page);
        ArrayNode results = answer.putArray("results");
        all.stream()
                .skip((page - 1L) * OF_A_PAGE)
                .limit(OF_A_PAGE)
                .flatMap(entry -> json.apply(entry).stream())
                .forEach(results::add);
        return answer.put("total_pages", Math.max(1, (all.size() + OF_A_PAGE - 1) / OF_A_PAGE))
                .put("total_results", all.size());
    }

    private static ObjectNode entry(ObjectNode details, Type type) {
        ObjectNode entry = object();
        for (String field : List.of(
                "id",
                "adult",
                type.title,
                type.original,
                "original_language",
                "overview",
                "poster_path",
                type.date,
                "vote_average",
                "vote_count")) {
            entry.set(field, details.path(field).deepCopy());
        }
        ArrayNode genres = entry.putArray("genre_ids");
        details.path("genres").forEach(genre -> genres.add(genre.path("id").asInt()));
        return entry;
    }

    private static long number(TitleFacts facts) {
        return OFFSET + Long.parseLong(facts.sourceId());
    }

    private static ObjectNode details(Type type, TitleFacts facts) {
        Differences differences = new Differences(facts);
        String own = Differences.withoutSeason(facts.title());
        String original = facts.originalTitle() == null ? own : facts.originalTitle();
        String shown = differences.chineseTitle().orElse(original);
        ObjectNode json = object().put("id", number(facts))
                .put("adult", false)
                .put(type.title, shown)
                .put(type.original, original)
                .put("original_language", facts.originalTitle() == null ? "zh" : "en")
                .put("overview", facts.summary())
                .put("poster_path", "/made-up-" + facts.sourceId() + ".jpg")
                .put(type.date, differences.firstDay().map(Object::toString).orElse(""))
                .put("vote_average", differences.score())
                .put("vote_count", differences.votes());
        genres(json, facts.genres());
        ArrayNode countries = json.putArray("production_countries");
        countries.add(object().put("iso_3166_1", facts.countries().contains("中国大陆") ? "CN" : "US"));
        json.putArray("spoken_languages").add(object().put("iso_639_1", facts.originalTitle() == null ? "zh" : "en"));
        json.putObject("external_ids").put("imdb_id", differences.imdbId());
        translations(json, type, differences.chineseTitle().orElse(null), original);
        credits(json, facts.directors(), facts.writers(), facts.actors());
        if (type == Type.MOVIE) {
            json.put("runtime", facts.runtimeMinutes());
            differences.firstDay().ifPresent(day -> json.putObject("release_dates")
                    .putArray("results")
                    .add(region("CN", day + "T00:00:00.000Z")));
        } else {
            json.put("number_of_seasons", differences.seasons());
            json.put(
                    "number_of_episodes",
                    facts.episodeCount() == null ? 0 : facts.episodeCount() * differences.seasons());
            json.put("status", "Returning Series");
            json.putArray("episode_run_time").add(facts.episodeRuntime() == null ? 45 : facts.episodeRuntime());
        }
        return json;
    }

    private static ObjectNode region(String code, String day) {
        ObjectNode region = object().put("iso_3166_1", code);
        region.putArray("release_dates").add(object().put("release_date", day).put("type", 3));
        return region;
    }

    private static ObjectNode namesake(TitleFacts facts) {
        int year = facts.year() - NAMESAKES_AGE;
        ObjectNode json = object().put("id", NAMESAKE_OFFSET + Long.parseLong(facts.sourceId()))
                .put("adult", false)
                .put("title", facts.title())
                .put("original_title", facts.title())
                .put("original_language", "zh")
                .put("overview", "另一部同名的老片。")
                .put("release_date", year + "-06-01")
                .put("vote_average", 6.1)
                .put("vote_count", 12)
                .put("runtime", 88);
        json.putNull("poster_path");
        genres(json, List.of("剧情"));
        credits(json, List.of("同名片导演"), List.of(), List.of("同名片演员"));
        return json;
    }

    private static void genres(ObjectNode json, List<String> genres) {
        ArrayNode array = json.putArray("genres");
        genres.stream()
                .filter(GENRES::containsKey)
                .forEach(
                        genre -> array.add(object().put("id", GENRES.get(genre)).put("name", genre)));
    }

    private static void translations(ObjectNode json, Type type, @Nullable String chinese, String original) {
        ArrayNode all = json.putObject("translations").putArray("translations");
        if (chinese != null) {
            ObjectNode one = object().put("iso_639_1", "zh").put("iso_3166_1", "CN");
            one.putObject("data")
                    .put(type.title, chinese)
                    .put("overview", json.path("overview").asString());
            all.add(one);
        }
        ObjectNode english = object().put("iso_639_1", "en").put("iso_3166_1", "US");
        english.putObject("data").put(type.title, original);
        all.add(english);
    }

    private static void credits(ObjectNode json, List<String> directors, List<String> writers, List<String> actors) {
        ObjectNode credits = json.putObject("credits");
        ArrayNode crew = credits.putArray("crew");
        directors.forEach(name -> crew.add(object().put("job", "Director").put("name", name)));
        writers.forEach(name -> crew.add(object().put("job", "Writer").put("name", name)));
        ArrayNode cast = credits.putArray("cast");
        for (int i = 0; i < actors.size(); i++) {
            cast.add(object().put("order", i).put("name", actors.get(i)));
        }
    }

    private static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }
}
