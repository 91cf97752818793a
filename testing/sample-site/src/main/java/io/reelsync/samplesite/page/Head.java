package io.reelsync.samplesite.page;

import io.reelsync.samplesite.catalogue.Title;
import io.reelsync.samplesite.catalogue.TitleFacts;
import io.reelsync.samplesite.invention.Person;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What a title's page says about itself in its head: name, keywords, mobile address, structured data. */
final class Head {
    private Head() {}

    static String of(Title title, TitleFacts facts, String base, Layout layout) {
        String name = Html.text(facts.title());
        return """
                    <title>
                        %1$s (豆瓣)
                </title>
                    <meta name="keywords" content="%1$s,%2$s,%1$s影评,剧情介绍,电影图片,预告片,影讯,论坛">
                    <meta name="description" content="%1$s简介和剧情介绍,%1$s影评、图片、预告片、影讯、论坛">
                    <meta name="mobile-agent" content="format=html5; url=%3$s/movie/subject/%4$s/"/>
                    <link rel="alternate" href="android-app://com.douban.movie/doubanmovie/subject/%4$s/" />
                    <meta property="og:title" content="%1$s" />
                    <meta property="og:type" content="%5$s" />
                    <meta property="og:image" content="%6$s" />
                """.formatted(
                                name,
                                facts.originalTitle() == null ? name : Html.text(facts.originalTitle()),
                                base,
                                facts.sourceId(),
                                title.kind().isSerial() ? "video.tv_show" : "video.movie",
                                facts.coverUrl())
                + structured(title, facts, layout);
    }

    private static String structured(Title title, TitleFacts facts, Layout layout) {
        StringBuilder json = new StringBuilder(4096);
        json.append("<script type=\"application/ld+json\">\n{\n  \"@context\": \"http://schema.org\",\n  \"name\": \"")
                .append(Html.json(facts.titleItemreviewedRaw()))
                .append("\",\n  \"url\": \"/subject/")
                .append(facts.sourceId())
                .append("/\",\n  \"image\": \"")
                .append(facts.coverUrl())
                .append("\",\n");
        people("director", title.credits().directors(), json);
        people("author", title.credits().writers(), json);
        people("actor", title.credits().actors(), json);
        String summary = facts.summary();
        String description = summary.length() > 90 ? summary.substring(0, 90) + "..." : summary;
        json.append("  \"datePublished\": \"")
                .append(facts.firstReleaseDate() == null ? "" : facts.firstReleaseDate())
                .append("\",\n  \"genre\": [")
                .append(facts.genres().stream()
                        .sorted(Comparator.reverseOrder())
                        .map(genre -> '"' + genre + '"')
                        .collect(Collectors.joining(", ")))
                .append("],\n  \"duration\": \"")
                .append(duration(facts))
                .append("\",\n  \"description\": \"")
                .append(Html.json(layout.rawControls() ? "\t" + description : description.replace('\n', ' ')))
                .append(layout.rawControls() ? "\n" : "")
                .append("\",\n  \"@type\": \"")
                .append(title.kind().isSerial() ? "TVSeries" : "Movie")
                .append("\",\n  \"aggregateRating\": {\n    \"@type\": \"AggregateRating\",\n    \"ratingCount\": \"")
                .append(facts.votes() == null ? 0 : facts.votes())
                .append("\",\n    \"bestRating\": \"10\",\n    \"worstRating\": \"2\",\n    \"ratingValue\": \"")
                .append(facts.score() == null ? "" : facts.score())
                .append("\"\n  }\n}\n</script>\n");
        return json.toString();
    }

    private static String duration(TitleFacts facts) {
        Integer minutes = facts.runtimeMinutes();
        return minutes == null ? "" : "PT" + minutes / 60 + "H" + minutes % 60 + "M";
    }

    private static void people(String role, List<Person> people, StringBuilder json) {
        json.append("  \"").append(role).append("\":\n  [\n");
        String separator = "";
        for (Person person : people) {
            json.append(separator)
                    .append("    {\n      \"@type\": \"Person\",\n      \"url\": \"/celebrity/")
                    .append(person.number())
                    .append("/\",\n      \"name\": \"")
                    .append(Html.json(person.bothForms()))
                    .append("\"\n    }\n");
            separator = "    ,\n";
        }
        json.append("  ]\n,\n");
    }
}
