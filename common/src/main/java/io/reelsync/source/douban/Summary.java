package io.reelsync.source.douban;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** The summary on a title's page: the long form where there are two, one line for each paragraph. */
final class Summary {
    private final List<String> paragraphs = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();

    private Summary() {}

    static @Nullable String of(Document page) {
        List<Element> places = new ArrayList<>();
        for (String id : List.of("link-report-intra", "link-report")) {
            Element place = page.getElementById(id);
            if (place != null) {
                places.add(place);
            }
        }
        places.add(page);
        return Stream.of("span.all", "[property=v:summary]")
                .flatMap(form -> places.stream()
                        .filter(place -> place != page || !form.equals("span.all"))
                        .map(place -> place.selectFirst(form)))
                .filter(Objects::nonNull)
                .map(element -> new Summary().read(element))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private String read(Element element) {
        walk(element);
        endParagraph();
        return String.join("\n", paragraphs);
    }

    private void walk(Node parent) {
        for (Node node : parent.childNodes()) {
            if (node instanceof TextNode text) {
                paragraph.append(text.getWholeText());
            } else if (node instanceof Element element) {
                walkElement(element);
            }
        }
    }

    private void walkElement(Element element) {
        boolean block = element.nameIs("br") || element.isBlock();
        if (block) {
            endParagraph();
        }
        // buttons ("show all") and the mark of who wrote it are no part of the text
        if (!element.hasClass("a_show_full") && !element.hasClass("pl")) {
            walk(element);
        }
        if (block) {
            endParagraph();
        }
    }

    private void endParagraph() {
        String text = Texts.line(paragraph.toString());
        paragraph.setLength(0);
        if (!text.isEmpty()) {
            paragraphs.add(text);
        }
    }
}
