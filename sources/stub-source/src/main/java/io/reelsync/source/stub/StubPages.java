package io.reelsync.source.stub;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What the stub's site says: films from number 1 on, series from number 1001 on, ten of them a page. */
final class StubPages {
    private static final long FIRST_FILM = 1;
    private static final long FIRST_SERIES = 1001;
    private static final int OF_A_PAGE = 10;
    private static final Pattern LIST = Pattern.compile("/(films|series)\\?page=([1-9]\\d{0,5})");
    private static final Pattern TITLE = Pattern.compile("/titles/([1-9]\\d{0,5})");

    private final int films;
    private final int series;

    StubPages(int films, int series) {
        this.films = films;
        this.series = series;
    }

    /** The text at an address; empty where there is nothing. */
    Optional<String> at(URI address) {
        String place = address.getQuery() == null ? address.getPath() : address.getPath() + "?" + address.getQuery();
        Matcher list = LIST.matcher(place);
        if (list.matches()) {
            int page = Integer.parseInt(list.group(2));
            return Optional.of(
                    list.group(1).equals(StubSource.FILMS)
                            ? list(FIRST_FILM, films, page)
                            : list(FIRST_SERIES, series, page));
        }
        Matcher title = TITLE.matcher(place);
        return title.matches() ? title(Long.parseLong(title.group(1))) : Optional.empty();
    }

    private static String list(long first, int titles, int page) {
        int pages = (titles + OF_A_PAGE - 1) / OF_A_PAGE;
        long from = first + (page - 1L) * OF_A_PAGE;
        String rows = LongStream.range(from, Math.min(first + titles, from + OF_A_PAGE))
                .mapToObj(id -> id + "\t" + score(id) + "\t" + name(id) + "\n")
                .collect(Collectors.joining());
        return "page " + page + " of " + pages + "\nan advertisement\n" + rows + StubText.END + "\n";
    }

    private Optional<String> title(long id) {
        boolean film = id < FIRST_FILM + films;
        if (!film && (id < FIRST_SERIES || id >= FIRST_SERIES + series)) {
            return Optional.empty();
        }
        return Optional.of("id: " + id + "\nname: " + name(id) + "\nkind: " + (film ? "movie" : "tv") + "\nscore: "
                + score(id) + "\n" + StubText.END + "\n");
    }

    private static String name(long id) {
        return "Title " + id;
    }

    private static String score(long id) {
        return "7." + id % 10;
    }
}
