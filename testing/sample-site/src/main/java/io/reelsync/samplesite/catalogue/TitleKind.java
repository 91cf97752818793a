package io.reelsync.samplesite.catalogue;

import java.util.List;

/** What a title is, with the lists and genres that go with it. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are immutable ones
public enum TitleKind {
    MOVIE("movie", 50, List.of(), "剧情 喜剧 动作 爱情 科幻 悬疑 惊悚 犯罪 冒险 奇幻 历史 传记 音乐 家庭 战争"),
    TV("tv", 20, List.of(), "剧情 喜剧 爱情 古装 悬疑 犯罪 家庭 武侠 科幻"),
    ANIME("anime", 12, List.of("动画"), "奇幻 冒险 科幻 喜剧 爱情 运动"),
    DOC("doc", 9, List.of("纪录片"), "历史 传记 音乐 运动"),
    TVSHOW("tvshow", 9, List.of("真人秀"), "喜剧 音乐 脱口秀");

    private final String written;
    private final int share;
    private final List<String> ownGenres;
    private final List<String> otherGenres;

    TitleKind(String written, int share, List<String> ownGenres, String otherGenres) {
        this.written = written;
        this.share = share;
        this.ownGenres = ownGenres;
        this.otherGenres = List.of(otherGenres.split(" "));
    }

    /** As the facts write it: {@code movie}, {@code tv}, {@code anime}, {@code doc}, {@code tvshow}. */
    public String written() {
        return written;
    }

    /** Whether it comes in episodes. */
    public boolean isSerial() {
        return this != MOVIE;
    }

    /** The site's own coarse word: film, or all that comes in episodes. */
    public String type() {
        return isSerial() ? "tv" : "movie";
    }

    List<String> ownGenres() {
        return ownGenres;
    }

    List<String> otherGenres() {
        return otherGenres;
    }

    /** The kind of so many in a hundred. */
    static TitleKind of(int percentile) {
        int below = 0;
        for (TitleKind kind : values()) {
            below += kind.share;
            if (percentile < below) {
                return kind;
            }
        }
        throw new IllegalArgumentException("not a percentile: " + percentile);
    }
}
