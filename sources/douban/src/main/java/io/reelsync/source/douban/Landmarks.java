package io.reelsync.source.douban;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/** The elements of a title's page that facts are read from, found in one walk; of those that stand alone the first. */
final class Landmarks {
    private static final Evaluator HEADING = Selector.evaluatorOf("h1");

    final String title;

    @Nullable
    Element info;

    @Nullable
    Element mainpic;

    @Nullable
    Element heading;

    @Nullable
    Element year;

    @Nullable
    Element score;

    @Nullable
    Element votes;

    @Nullable
    Element weights;

    @Nullable
    Element summary;

    @Nullable
    Element report;

    @Nullable
    Element reportIntra;

    boolean sharedAsSeries;

    /** The blocks of structured data. */
    final List<String> data = new ArrayList<>();

    /** What says whose page this is: addresses, each kind of them in the page's order, and numbers. */
    final List<String> links = new ArrayList<>();

    final List<String> metas = new ArrayList<>();
    final List<String> shares = new ArrayList<>();
    final List<String> shareIds = new ArrayList<>();

    /** Where a page's links go, to count. */
    final List<String> subjects = new ArrayList<>();

    private Landmarks(Document page) {
        title = page.title();
        page.forEachNode(node -> {
            if (node instanceof Element element) {
                note(element);
            }
        });
    }

    static Landmarks of(Document page) {
        return new Landmarks(page);
    }

    private void note(Element element) {
        if (element.attributesSize() == 0) {
            return;
        }
        noteId(element);
        noteProperty(element);
        noteName(element);
        if (element.hasAttr("class")) {
            noteClass(element);
        }
        if (element.hasAttr("share-id") && is(element, "data-type", "movie")) {
            shareIds.add(element.attr("share-id"));
        }
    }

    private void noteId(Element element) {
        switch (element.id()) {
            case "info" -> info = first(info, element);
            case "mainpic" -> mainpic = first(mainpic, element);
            case "link-report" -> report = first(report, element);
            case "link-report-intra" -> reportIntra = first(reportIntra, element);
            default -> {}
        }
    }

    private void noteProperty(Element element) {
        String property = element.attr("property").trim();
        if (property.equalsIgnoreCase("v:average")) {
            score = first(score, element);
        } else if (property.equalsIgnoreCase("v:votes")) {
            votes = first(votes, element);
        } else if (property.equalsIgnoreCase("v:summary")) {
            summary = first(summary, element);
        } else if (heading == null && property.equalsIgnoreCase("v:itemreviewed") && element.closest(HEADING) != null) {
            heading = element;
        }
    }

    private void noteClass(Element element) {
        if (weights == null && element.hasClass("ratings-on-weight")) {
            weights = element;
        }
        if (year == null && element.hasClass("year") && element.closest(HEADING) != null) {
            year = element;
        }
        if (element.nameIs("a") && element.hasClass("bn-sharing")) {
            sharedAsSeries |= is(element, "data-type", "电视剧");
            add(shares, element, "data-url");
        }
    }

    private void noteName(Element element) {
        switch (element.normalName()) {
            case "link" -> {
                boolean app = is(element, "rel", "alternate") && startsWith(element.attr("href"), "android-app");
                if (app || is(element, "rel", "canonical")) {
                    add(links, element, "href");
                }
            }
            case "meta" -> {
                if (is(element, "property", "og:url") || is(element, "name", "mobile-agent")) {
                    add(metas, element, "content");
                }
            }
            case "script" -> {
                if (is(element, "type", "application/ld+json")) {
                    data.add(element.data());
                }
            }
            case "a" -> {
                String address = element.attr("href");
                if (address.contains("/subject/")) {
                    subjects.add(address);
                }
            }
            default -> {}
        }
    }

    private static void add(List<String> values, Element element, String attribute) {
        if (element.hasAttr(attribute)) {
            values.add(element.attr(attribute));
        }
    }

    private static Element first(@Nullable Element found, Element element) {
        return found == null ? element : found;
    }

    private static boolean is(Element element, String attribute, String value) {
        return element.attr(attribute).trim().equalsIgnoreCase(value);
    }

    private static boolean startsWith(String text, String beginning) {
        return text.regionMatches(true, 0, beginning, 0, beginning.length());
    }
}
