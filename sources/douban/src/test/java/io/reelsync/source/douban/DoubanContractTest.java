package io.reelsync.source.douban;

import io.reelsync.source.PageRequest;
import io.reelsync.source.Response;
import io.reelsync.source.Source;
import io.reelsync.source.SubjectId;
import io.reelsync.source.contract.SourceContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class DoubanContractTest extends SourceContract {
    private static final long ID = 4100300;
    private static final int LISTED = 34;
    private static final Pattern LINKED = Pattern.compile("/(items|wish|doulist/\\d+/)\\?start=(\\d+)");
    private static final Pattern PLACE = Pattern.compile("start=(\\d+)&limit=(\\d+)&");

    @Override
    protected Source source() {
        return Pages.source();
    }

    @Override
    protected SubjectId subject() {
        return Pages.subject(ID);
    }

    @Override
    protected List<String> linksOfLists() {
        return List.of(
                "https://m.douban.com/subject_collection/movie_top250",
                "https://www.douban.com/doulist/240962/",
                "https://movie.douban.com/people/ahbei/wish");
    }

    @Override
    protected Response answer(PageRequest request) {
        Matcher linked = LINKED.matcher(request.address().toString());
        if (linked.find()) {
            int start = Integer.parseInt(linked.group(2));
            return linked.group(1).equals("items")
                    ? json(request, ListAnswers.collection(ID, start, 20, LISTED))
                    : answer(
                            request,
                            200,
                            "text/html; charset=utf-8",
                            linked.group(1).equals("wish")
                                    ? ListAnswers.wishes(ID, start, LISTED)
                                    : ListAnswers.doulist(ID, start, LISTED));
        }
        Matcher list = PLACE.matcher(String.valueOf(request.address().getQuery()));
        if (list.find()) {
            return json(request, list(Integer.parseInt(list.group(1)), Integer.parseInt(list.group(2))));
        }
        return request.route().equals(PageRoute.NAME)
                ? answer(
                        request,
                        200,
                        "text/html; charset=utf-8",
                        TitlePage.of(ID).html())
                : json(request, details());
    }

    @Override
    protected Response gone(PageRequest details) {
        return answer(details, 404, "text/html", "<html></html>");
    }

    @Override
    protected Response refusal(PageRequest request) {
        return answer(request, 403, "text/html", "<html></html>");
    }

    /** Every fifth row is an advertisement. */
    private static String list(int start, int limit) {
        return IntStream.range(start, Math.min(LISTED, start + limit))
                .mapToObj(
                        row -> "{\"id\": \"" + (ID + row) + "\", \"title\": \"片名 " + row + "\", \"type\": \"movie\","
                                + " \"card\": \"" + (row % 5 == 4 ? "ad" : "subject") + "\","
                                + " \"rating\": {\"value\": 7.4, \"count\": 2051}, \"pic\": {\"normal\": \"https://img.example.org/p.jpg\"}}")
                .collect(Collectors.joining(", ", "{\"total\": " + LISTED + ", \"items\": [", "]}"));
    }

    private static String details() {
        return """
                {"id": "%d", "type": "movie", "title": "长桥来信", "original_title": "Letters from the Long Bridge",
                 "year": "2019", "genres": ["剧情"], "countries": ["法国"], "durations": ["102分钟"],
                 "pubdate": ["2019-05-03(中国大陆)"], "directors": [{"name": "林一舟"}], "actors": [{"name": "白鹿鸣"}],
                 "rating": {"count": 2051, "max": 10, "value": 7.4}, "intro": "　　一座桥，两封信。"}""".formatted(ID);
    }

    private static Response json(PageRequest request, String body) {
        return answer(request, 200, "application/json; charset=utf-8", body);
    }

    private static Response answer(PageRequest request, int status, String type, String body) {
        return new Response(
                request.address(), status, Map.of("content-type", type), body.getBytes(StandardCharsets.UTF_8));
    }
}
