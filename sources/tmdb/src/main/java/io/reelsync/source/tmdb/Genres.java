package io.reelsync.source.tmdb;

import io.reelsync.source.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * TMDB's genres by their numbers, in the words of the catalogue's main source: one word for one genre, whatever language
 * was asked for. What TMDB counts as one genre of series may be two.
 */
final class Genres {
    private static final int ANIMATION = 16;
    private static final int DOCUMENTARY = 99;
    private static final Set<Integer> SHOWS = Set.of(10763, 10764, 10767);

    private static final Map<Integer, List<String>> WORDS = Map.ofEntries(
            Map.entry(12, List.of("冒险")),
            Map.entry(14, List.of("奇幻")),
            Map.entry(ANIMATION, List.of("动画")),
            Map.entry(18, List.of("剧情")),
            Map.entry(27, List.of("恐怖")),
            Map.entry(28, List.of("动作")),
            Map.entry(35, List.of("喜剧")),
            Map.entry(36, List.of("历史")),
            Map.entry(37, List.of("西部")),
            Map.entry(53, List.of("惊悚")),
            Map.entry(80, List.of("犯罪")),
            Map.entry(DOCUMENTARY, List.of("纪录片")),
            Map.entry(878, List.of("科幻")),
            Map.entry(9648, List.of("悬疑")),
            Map.entry(10402, List.of("音乐")),
            Map.entry(10749, List.of("爱情")),
            Map.entry(10751, List.of("家庭")),
            Map.entry(10752, List.of("战争")),
            Map.entry(10759, List.of("动作", "冒险")),
            Map.entry(10762, List.of("儿童")),
            Map.entry(10763, List.of("新闻")),
            Map.entry(10764, List.of("真人秀")),
            Map.entry(10765, List.of("科幻", "奇幻")),
            Map.entry(10766, List.of("肥皂剧")),
            Map.entry(10767, List.of("脱口秀")),
            Map.entry(10768, List.of("战争", "政治")),
            Map.entry(10770, List.of("电视电影")));

    private Genres() {}

    /** The genres of a title's details; one that is new to us as TMDB calls it. */
    static List<String> in(JsonNode title) {
        return title.path("genres")
                .valueStream()
                .flatMap(genre -> words(number(genre.path("id")), genre))
                .distinct()
                .toList();
    }

    private static Stream<String> words(@Nullable Integer id, JsonNode genre) {
        List<String> words = id == null ? null : WORDS.get(id);
        return words != null ? words.stream() : ApiJson.text(genre, "name").stream();
    }

    /** The numbers of the genres of a list's entry, or of a title's details. */
    static List<Integer> idsIn(JsonNode title) {
        return Stream.concat(
                        title.path("genre_ids").valueStream(),
                        title.path("genres").valueStream().map(genre -> genre.path("id")))
                .flatMap(id -> Stream.ofNullable(number(id)))
                .toList();
    }

    private static @Nullable Integer number(JsonNode id) {
        return id.isIntegralNumber() && id.canConvertToInt() ? id.intValue() : null;
    }

    /** What the catalogue takes a title for: a film is one whatever it shows, series are told apart by what they are. */
    static Kind kind(TitleType type, Collection<Integer> genres) {
        if (type == TitleType.MOVIE) {
            return Kind.MOVIE;
        }
        if (genres.contains(ANIMATION)) {
            return Kind.ANIME;
        }
        if (genres.stream().anyMatch(SHOWS::contains)) {
            return Kind.TVSHOW;
        }
        return genres.contains(DOCUMENTARY) ? Kind.DOC : Kind.TV;
    }
}
