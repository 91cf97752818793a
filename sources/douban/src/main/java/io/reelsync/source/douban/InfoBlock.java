package io.reelsync.source.douban;

import io.reelsync.source.PageText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * The block of facts beside the poster, read by its structure: a label ({@code span.pl}), then its value up to the end
 * of the line. A value is a list of items with slashes between; what stands in a link or in a marked-up span is one
 * item, whatever signs it holds.
 */
final class InfoBlock {
    /** A label's value. */
    private record Field(List<String> items, List<String> links) {}

    /** Labels whose values never hold such a sign, however they are written: 美国, 英国 or 英语/法语. */
    private static final Set<String> PLAIN_LISTS = Set.of("类型", "制片国家/地区", "国家/地区", "语言");

    private static final String SEPARATORS = "/,，、;；|";
    /** The button of a list that a script has folded. */
    private static final Pattern MORE = Pattern.compile("(?:更多|展开|展开全部)\\s*(?:\\.{2,}|…+|»|>+)");

    private static final Set<String> BUTTONS = Set.of("更多", "展开", "收起");

    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final StringBuilder item = new StringBuilder();
    private Field open = new Field(new ArrayList<>(), new ArrayList<>());
    private boolean plainList;
    private int brackets;

    private InfoBlock() {}

    static InfoBlock read(Element info) {
        InfoBlock block = new InfoBlock();
        block.walk(info);
        block.endItem();
        return block;
    }

    /** The items of the first of these labels that the block has. */
    List<String> items(String... labels) {
        return Stream.of(labels)
                .map(fields::get)
                .filter(field -> field != null && !field.items().isEmpty())
                .findFirst()
                .map(field -> List.copyOf(field.items()))
                .orElse(List.of());
    }

    /** Items and addresses of every label that starts so. */
    List<String> textsAndLinks(String labelStart) {
        return fields.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(labelStart))
                .flatMap(entry -> Stream.concat(entry.getValue().items().stream(), entry.getValue().links().stream()))
                .toList();
    }

    /** All labels, without the signs around them, in the block's order. */
    Set<String> labels() {
        return Collections.unmodifiableSet(fields.keySet());
    }

    boolean hasAny(Set<String> labels) {
        return fields.keySet().stream().anyMatch(labels::contains);
    }

    private void walk(Node parent) {
        for (Node node : parent.childNodes()) {
            if (node instanceof TextNode text) {
                addText(text.getWholeText());
            } else if (node instanceof Element element) {
                walkElement(element);
            }
        }
    }

    private void walkElement(Element element) {
        if (element.hasClass("more-actor")) {
            return;
        }
        if (element.nameIs("span") && element.hasClass("pl")) {
            startField(element.text());
        } else if (element.nameIs("br")) {
            startField("");
        } else if (element.nameIs("select")) {
            addWhole(element.select("option[selected]").text());
        } else if (element.nameIs("a")) {
            addLink(element);
        } else if (element.hasAttr("property")) {
            addWhole(element.text());
        } else {
            walk(element);
        }
    }

    private void addLink(Element link) {
        String address = link.attr("href");
        boolean button =
                address.startsWith("javascript:") || address.isEmpty() && BUTTONS.contains(PageText.line(link.text()));
        if (!button) {
            open.links().add(address);
            addWhole(link.text());
        }
    }

    private void startField(String written) {
        endItem();
        open = new Field(new ArrayList<>(), new ArrayList<>());
        String label = label(written);
        plainList = PLAIN_LISTS.contains(label);
        if (!label.isEmpty()) {
            fields.putIfAbsent(label, open);
        }
    }

    /** Without the colon, white space and the difference of upper and lower case. */
    private static String label(String written) {
        StringBuilder label = new StringBuilder();
        for (char c : PageText.line(written).toCharArray()) {
            if (c != ' ' && c != ':' && c != '：') {
                label.append(c);
            }
        }
        return label.toString().toLowerCase(Locale.ROOT);
    }

    private void addWhole(String text) {
        item.append(text);
    }

    /** Adds text, in which a slash with space or markup on both sides ends an item; in a plain list any sign does. */
    private void addText(String text) {
        boolean nothingYet = item.isEmpty() && open.items().isEmpty();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean colonOfLabel = nothingYet && (c == ':' || c == '：');
            nothingYet &= colonOfLabel || PageText.isSpace(c);
            brackets += "(（".indexOf(c) >= 0 ? 1 : ")）".indexOf(c) >= 0 ? -1 : 0;
            boolean slash = c == '/' && isEdge(text, i - 1) && isEdge(text, i + 1);
            if (slash || plainList && brackets <= 0 && SEPARATORS.indexOf(c) >= 0) {
                endItem();
            } else if (!colonOfLabel) {
                item.append(c);
            }
        }
    }

    private static boolean isEdge(String text, int at) {
        return at < 0
                || at >= text.length()
                || PageText.isSpace(text.charAt(at))
                || PageText.isInvisible(text.charAt(at));
    }

    private void endItem() {
        String text = PageText.line(item.toString());
        item.setLength(0);
        brackets = 0;
        if (!text.isEmpty() && !MORE.matcher(text).matches()) {
            open.items().add(text);
        }
    }
}
