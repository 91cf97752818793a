package io.reelsync.source.douban;

import java.util.ArrayList;
import java.util.List;
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
        for (String form : List.of(
                "#link-report-intra span.all, #link-report span.all",
                "#link-report-intra [property=v:summary], #link-report [property=v:summary]",
                "[property=v:summary]")) {
            Element element = page.selectFirst(form);
            String text = element == null ? "" : new Summary().read(element);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return null;
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
