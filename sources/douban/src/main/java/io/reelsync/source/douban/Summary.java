package io.reelsync.source.douban;

import io.reelsync.source.PageText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/** The summary on a title's page: the long form where there are two, one line for each paragraph. */
final class Summary {
    private static final Evaluator LONG = Selector.evaluatorOf("span.all");
    private static final Evaluator MARKED = Selector.evaluatorOf("[property=v:summary]");
    private static final Evaluator SHORT = Selector.evaluatorOf("span.short");
    private static final int FIRST_LETTERS = 6;

    private final List<String> paragraphs = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();

    private Summary() {}

    static @Nullable String of(Landmarks page) {
        List<Element> places = Stream.of(page.reportIntra, page.report)
                .flatMap(Stream::ofNullable)
                .toList();
        Stream<@Nullable Element> within =
                Stream.of(LONG, MARKED).flatMap(form -> places.stream().map(place -> place.selectFirst(form)));
        Element marked = page.summary;
        return Stream.concat(within, marked == null ? Stream.empty() : Stream.of(longForm(marked), marked))
                .filter(Objects::nonNull)
                .map(Summary::text)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** Outside the usual places: what is folded within the short form, or beside it and begins as it does. */
    private static @Nullable Element longForm(Element marked) {
        Element within = marked.selectFirst(LONG);
        if (within != null) {
            return within;
        }
        String beginning = beginning(marked);
        Element shortForm = Objects.requireNonNullElse(marked.closest(SHORT), marked);
        return shortForm.siblingElements().stream()
                .filter(beside -> beside.is(LONG) && beginning(beside).equals(beginning))
                .findFirst()
                .orElse(null);
    }

    private static String beginning(Element element) {
        return text(element)
                .codePoints()
                .limit(FIRST_LETTERS)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String text(Element element) {
        return new Summary().read(element);
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
        String text = PageText.line(paragraph.toString());
        paragraph.setLength(0);
        if (!text.isEmpty()) {
            paragraphs.add(text);
        }
    }
}
