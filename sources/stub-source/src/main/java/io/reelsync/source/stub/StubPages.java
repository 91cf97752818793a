package io.reelsync.source.stub;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the stub's site says: films from movie/1 on, series from show/1 on, ten of them a page. */
final class StubPages {
    private static final String FILM = "movie";
    private static final String SHOW = "show";
    private static final int OF_A_PAGE = 10;
    private static final Pattern LIST = Pattern.compile("/(films|series)\\?page=([1-9]\\d{0,5})");
    private static final Pattern TITLE = Pattern.compile("/titles/(movie|show)/([1-9]\\d{0,5})");

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
                    list.group(1).equals(StubSource.FILMS) ? list(FILM, films, page) : list(SHOW, series, page));
        }
        Matcher title = TITLE.matcher(place);
        return title.matches() ? title(title.group(1), Integer.parseInt(title.group(2))) : Optional.empty();
    }

    private static String list(String type, int titles, int page) {
        int pages = (titles + OF_A_PAGE - 1) / OF_A_PAGE;
        int before = (page - 1) * OF_A_PAGE;
        String rows = IntStream.rangeClosed(before + 1, Math.min(titles, before + OF_A_PAGE))
                .mapToObj(number -> type + "/" + number + "\t" + score(number) + "\t" + name(type, number) + "\n")
                .collect(Collectors.joining());
        return "page " + page + " of " + pages + "\nan advertisement\n" + rows + StubText.END + "\n";
    }

    private Optional<String> title(String type, int number) {
        boolean film = type.equals(FILM);
        return number > (film ? films : series)
                ? Optional.empty()
                : Optional.of("id: " + type + "/" + number + "\nname: " + name(type, number) + "\nkind: "
                        + (film ? "movie" : "tv") + "\nscore: " + score(number) + "\n" + StubText.END + "\n");
    }

    private static String name(String type, int number) {
        return (type.equals(FILM) ? "Film " : "Show ") + number;
    }

    private static String score(int number) {
        return "7." + number % 10;
    }
}
