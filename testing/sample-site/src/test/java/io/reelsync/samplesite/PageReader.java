package io.reelsync.samplesite;

import io.reelsync.samplesite.catalogue.TitleFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Reads a page as plainly as can be, to compare with the facts that the site says stand on it. */
final class PageReader {
    private final Document page;
    private final Map<String, List<Node>> lines = new LinkedHashMap<>();

    private PageReader(String html) {
        // The comments are most of a page and hold no facts.
        this.page = Jsoup.parse(html.substring(0, html.indexOf("id=\"hot-comments\"")));
        Element info = page.selectFirst("#info");
        for (Element label : info.select("span.pl")) {
            List<Node> nodes = new ArrayList<>();
            for (Node node = label.nextSibling(); node != null && !node.nameIs("br"); node = node.nextSibling()) {
                nodes.add(node);
            }
            lines.put(label.text().replace(":", "").strip(), nodes);
        }
    }

    static TitleFacts read(String html, TitleFacts unread) {
        return new PageReader(html).facts(unread);
    }

    private TitleFacts facts(TitleFacts unread) {
        String whole = page.selectFirst("[property=v:itemreviewed]").text();
        String title = page.title().replace(" (豆瓣)", "").strip();
        String score = text("[property=v:average]");
        String votes = text("[property=v:votes]");
        List<String> runtimes = values("片长");
        String runtime = first(values("单集片长"));
        String imdb = first(values(lines.containsKey("IMDb") ? "IMDb" : "IMDb链接"));
        List<String> dates =
                page.select("#info [property=v:initialReleaseDate]").eachText();
        return new TitleFacts(
                page.select("a.nbgnbg").attr("href").replaceAll("\\D", ""),
                unread.kind(),
                title,
                whole,
                whole.equals(title) ? null : whole.substring(title.length() + 1),
                Integer.parseInt(page.selectFirst("h1 .year").text().replaceAll("\\D", "")),
                names("导演"),
                names("编剧"),
                names("主演"),
                values("类型"),
                values("制片国家/地区"),
                values("语言"),
                lines.containsKey("首播") ? "首播" : lines.containsKey("上映日期") ? "上映日期" : null,
                dates,
                dates.stream()
                        .map(date -> date.replaceAll("\\(.*", ""))
                        .sorted()
                        .findFirst()
                        .orElse(null),
                runtimes.isEmpty() ? null : Integer.valueOf(runtimes.get(0).replaceAll("^\\D*(\\d+).*$", "$1")),
                runtimes,
                number(first(values("集数"))),
                season(),
                seasons(),
                runtime == null ? null : Integer.valueOf(runtime.replace("分钟", "")),
                runtime,
                values("又名"),
                imdb,
                score.isEmpty() ? null : Double.valueOf(score),
                votes.isEmpty() ? null : Long.valueOf(votes),
                distribution(),
                page.select(".not_showed .rating_sum").isEmpty() ? null : text(".not_showed .rating_sum"),
                summary(),
                page.selectFirst("#mainpic img").attr("src"));
    }

    private List<Double> distribution() {
        List<Double> shares = page.select(".ratings-on-weight .rating_per").eachText().stream()
                .map(share -> Double.valueOf(share.replace("%", "")))
                .toList();
        return shares.isEmpty() ? null : shares;
    }

    private String text(String query) {
        return page.select(query).text();
    }

    private List<String> names(String label) {
        return lines.getOrDefault(label, List.of()).stream()
                .filter(Element.class::isInstance)
                .flatMap(node -> ((Element) node).select("a:not(.more-attrs)").eachText().stream())
                .toList();
    }

    private List<String> values(String label) {
        String text = lines.getOrDefault(label, List.of()).stream()
                .map(node -> node instanceof Element element ? element.text() : ((TextNode) node).text())
                .collect(Collectors.joining());
        return Arrays.stream(text.strip().split("\\s+/\\s+"))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private Integer season() {
        Element selected = page.selectFirst("#season option[selected]");
        return selected != null ? Integer.valueOf(selected.text()) : number(first(values("季数")));
    }

    private Map<String, String> seasons() {
        Map<String, String> seasons = new LinkedHashMap<>();
        page.select("#season option").forEach(option -> seasons.put(option.text(), option.attr("value")));
        return seasons.isEmpty() ? null : seasons;
    }

    private String summary() {
        Element report = page.selectFirst("#link-report-intra, #link-report");
        Element hidden = report.selectFirst(".all.hidden");
        Element summary = hidden != null ? hidden : report.selectFirst("[property=v:summary]");
        return Arrays.stream(summary.html().split("<br\\s*/?>"))
                .map(paragraph ->
                        Jsoup.parse(paragraph).text().replace("　　", "").strip())
                .collect(Collectors.joining("\n"));
    }

    private static Integer number(String text) {
        return text == null ? null : Integer.valueOf(text);
    }

    private static String first(List<String> values) {
        return values.isEmpty() ? null : values.get(0);
    }
}
