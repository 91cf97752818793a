package io.reelsync.source.tmdb;

import io.reelsync.source.PageRequest;
import io.reelsync.source.Response;
import io.reelsync.source.Source;
import io.reelsync.source.SubjectId;
import io.reelsync.source.contract.SourceContract;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class TmdbContractTest extends SourceContract {
    private static final int PAGES = 3;
    private static final int ROWS = 20;
    private static final Pattern PAGE = Pattern.compile("[?&]page=(\\d+)");

    @Override
    protected Source source() {
        return Answers.source();
    }

    @Override
    protected SubjectId subject() {
        return Answers.subject(MadeTitles.FILM_ID);
    }

    @Override
    protected Response answer(PageRequest request) {
        Matcher page = PAGE.matcher(request.address().toString());
        if (!page.find()) {
            return answer(request, 200, MadeTitles.film().toPrettyString());
        }
        return answer(request, 200, list(request.address().getPath(), Integer.parseInt(page.group(1))));
    }

    @Override
    protected Response gone(PageRequest details) {
        return answer(
                details,
                404,
                "{\"success\":false,\"status_code\":34,\"status_message\":\"The resource you requested could not be found.\"}");
    }

    @Override
    protected Response refusal(PageRequest request) {
        return answer(
                request,
                429,
                "{\"success\":false,\"status_code\":25,\"status_message\":\"Your request count is over the allowed limit.\"}");
    }

    /** Every fifth entry is an adult one. */
    private static String list(String path, int page) {
        String title = path.contains("/tv/") ? "name" : "title";
        return IntStream.range(0, ROWS)
                .mapToObj(row -> path.endsWith("/changes")
                        ? "{\"id\": " + (9100300 + page * ROWS + row) + ", \"adult\": null}"
                        : "{\"id\": " + (9100300 + page * ROWS + row) + ", \"" + title + "\": \"片名 " + row + "\","
                                + " \"adult\": " + (row % 5 == 4) + ", \"genre_ids\": [18],"
                                + " \"vote_average\": 7.4, \"vote_count\": 2051, \"poster_path\": \"/p.jpg\"}")
                .collect(Collectors.joining(
                        ", ",
                        "{\"page\": " + page + ", \"results\": [",
                        "], \"total_pages\": " + PAGES + ", \"total_results\": " + PAGES * ROWS + "}"));
    }

    private static Response answer(PageRequest request, int status, String body) {
        return new Response(
                request.address(),
                status,
                Map.of("content-type", "application/json;charset=utf-8"),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
