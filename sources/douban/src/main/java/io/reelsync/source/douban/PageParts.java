package io.reelsync.source.douban;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a title's page down to what facts come from: the heading, the block of facts, the poster, the rating, the
 * summary, and whatever says whose page it is. One scan over the bytes finds them; about a quarter of a page is left to
 * decode and to parse.
 *
 * <p>The scan is sure of strictly written pages alone: every element is closed where it was opened, and nothing stands
 * where a parser would move, drop or close something by itself. Of any other page it tells nothing, and the page is to
 * be read whole. A part therefore parses to the same elements as it does in its place; what is kept without need does no
 * harm.
 */
final class PageParts {
    /** Far more than any page has, and less than the parser's own bound. */
    private static final int DEEPEST = 128;

    private static final String DOCTYPE = "<!DOCTYPE html>";
    private static final int NONE = -1;

    /** Where in a page the scan is. */
    private enum Place {
        START,
        HTML,
        HEAD,
        AFTER_HEAD,
        BODY,
        AFTER_BODY,
        END
    }

    /** Thrown, without a trace, where the scan is not sure. */
    private static final class Unsure extends RuntimeException {
        private static final Unsure UNSURE = new Unsure();

        private Unsure() {
            super(null, null, false, false);
        }
    }

    private final byte[] bytes;
    /** Each byte as a letter: the marks looked for are ASCII, and strings are searched fast. */
    private final String page;

    private final PartsBuffer parts;
    private final long[] open = new long[DEEPEST];
    private int depth;
    private Place place = Place.START;
    private boolean titled;

    /** Where the part begins that the scan is in, and how deep. */
    private int partStart = NONE;

    private int partDepth;

    private int at;
    private int endOfName;

    /** Which attributes the tag has that matter. */
    private int marks;

    /** Whether the tag begins a part; or matters for its attributes alone. */
    private boolean part;

    private boolean flat;

    private PageParts(byte[] bytes) {
        this.bytes = bytes;
        this.page = new String(bytes, StandardCharsets.ISO_8859_1);
        this.parts = new PartsBuffer(bytes);
    }

    /** A page of the parts alone; null where the page is to be read whole. */
    static @Nullable String of(byte[] bytes) {
        if (ControlBytes.areIn(bytes)) {
            return null;
        }
        PageParts scan = new PageParts(bytes);
        if (!PageGates.isWhole(scan.page)) {
            return null;
        }
        try {
            return scan.scan();
        } catch (Unsure unsure) {
            return null;
        }
    }

    private String scan() {
        at = skipSpace(0);
        if (page.regionMatches(true, at, DOCTYPE, 0, DOCTYPE.length())) {
            parts.add(DOCTYPE);
            at += DOCTYPE.length();
        }
        int length = page.length();
        while (at < length) {
            int tag = page.indexOf('<', at);
            if (place != Place.BODY) {
                sureIf(skipSpace(at) == (tag < 0 ? length : tag));
            }
            if (tag < 0) {
                break;
            }
            at = tag + 1;
            char next = at < length ? page.charAt(at) : 0;
            if (next == '!') {
                comment();
            } else if (next == '/') {
                at++;
                endTag();
            } else {
                startTag(tag);
            }
        }
        sureIf(place == Place.END);
        return parts.toString();
    }

    private static void sureIf(boolean sure) {
        if (!sure) {
            throw Unsure.UNSURE;
        }
    }

    private void comment() {
        sureIf(page.startsWith("!--", at));
        int text = at + 3;
        int end = page.indexOf("-->", text);
        sureIf(end >= 0 && page.charAt(text) != '>' && !page.startsWith("->", text));
        // Looked for up to the end alone: a page has many comments, and may have none that ends so.
        for (int dash = page.indexOf('-', text); dash < end; dash = page.indexOf('-', dash + 1)) {
            sureIf(!page.startsWith("--!>", dash));
        }
        at = end + 3;
    }

    private void endTag() {
        long name = name();
        sureIf(depth > 0 && open[depth - 1] == name);
        attributes(name);
        depth--;
        if (name == Tag.HEAD) {
            place = Place.AFTER_HEAD;
            parts.add("</head>");
        } else if (name == Tag.BODY) {
            place = Place.AFTER_BODY;
            parts.add("</body>");
        } else if (name == Tag.HTML) {
            place = Place.END;
            parts.add("</html>");
        } else if (partStart != NONE && depth == partDepth) {
            parts.add(partStart, at);
            partStart = NONE;
        }
    }

    private void startTag(int tag) {
        long name = name();
        endOfName = at;
        int rules = Tag.rules(name);
        sureIf(rules != 0);
        attributes(name);
        switch (place) {
            case START -> frame(name, Tag.HTML, Place.HTML, "<html>");
            case HTML -> frame(name, Tag.HEAD, Place.HEAD, "<head>");
            case HEAD -> {
                sureIf((rules & Tag.IN_HEAD) != 0 && !part);
                element(tag, name, rules);
            }
            case AFTER_HEAD -> frame(name, Tag.BODY, Place.BODY, "<body>");
            case BODY -> {
                sureIf((rules & Tag.FRAME) == 0 && Tag.mayStand(name, rules, open, depth));
                element(tag, name, rules);
            }
            case AFTER_BODY, END -> throw Unsure.UNSURE;
        }
    }

    private void frame(long name, long expected, Place next, String written) {
        sureIf(name == expected && !part && !flat);
        place = next;
        parts.add(written);
        push(name);
    }

    private void push(long name) {
        sureIf(depth < DEEPEST);
        open[depth++] = name;
    }

    private void element(int tag, long name, int rules) {
        boolean hasContent = (rules & (Tag.RAW | Tag.VOID)) == 0;
        if ((rules & Tag.RAW) != 0) {
            sureIf(!part);
            rawText(name);
        }
        boolean within = partStart != NONE;
        if (part && !within) {
            sureIf((rules & Tag.PART) != 0 && Tag.areContainers(open, depth));
            partStart = tag;
            partDepth = depth;
        } else if (!within && name == Tag.TITLE) {
            parts.add(tag, at);
        } else if (!within && flat) {
            sureIf((rules & Tag.MEMBER) == 0);
            parts.add(tag, at);
            if (hasContent) {
                parts.add("</");
                parts.add(tag + 1, endOfName);
                parts.add(">");
            }
        }
        if (hasContent) {
            push(name);
        }
    }

    /** Skips the text of a script, a style or the title, with the end tag. */
    private void rawText(long name) {
        if (name == Tag.TITLE) {
            sureIf(place == Place.HEAD && !titled);
            titled = true;
        }
        boolean comment = false;
        boolean script = false;
        int end = page.indexOf('<', at);
        while (end >= 0 && !(page.startsWith("</", end) && Tag.startsWith(page, end + 2, name))) {
            comment |= page.startsWith("<!--", end);
            script |= page.regionMatches(true, end, "<script", 0, "<script".length());
            end = page.indexOf('<', end + 1);
        }
        sureIf(end >= 0);
        at = end + 2;
        sureIf(name() == name);
        at = skipSpace(at);
        sureIf(at < page.length() && page.charAt(at) == '>');
        at++;
        // A script within what looks like a comment in a script ends elsewhere.
        sureIf(name != Tag.SCRIPT || !comment || !script);
    }

    /** The name at the place of the scan, which goes on behind it. */
    private long name() {
        long name = 0;
        int start = at;
        int length = page.length();
        for (; at < length; at++) {
            char c = page.charAt(at);
            if (c >= 'A' && c <= 'Z') {
                c += 'a' - 'A';
            } else if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' && at > start)) {
                sureIf(c == '>' || isSpace(c) || c == '/');
                break;
            }
            name = name << 8 | c;
        }
        sureIf(at > start && at - start <= Long.BYTES);
        return name;
    }

    /** Reads a tag's attributes up to its end, and notes whether they mark something that matters. */
    private void attributes(long tag) {
        marks = 0;
        part = tag == Tag.H1;
        flat = false;
        int length = page.length();
        while (true) {
            at = skipSpace(at);
            sureIf(at < length);
            char c = page.charAt(at);
            if (c == '>') {
                at++;
                return;
            }
            if (c == '/') {
                // Of an element that is not empty by itself the sign says nothing, which people don't expect.
                sureIf((Tag.rules(tag) & Tag.VOID) != 0 && at + 1 < length && page.charAt(at + 1) == '>');
                at += 2;
                return;
            }
            attribute(tag);
        }
    }

    private void attribute(long tag) {
        int length = page.length();
        int start = at;
        long name = 0;
        char c = 0;
        for (; at < length; at++) {
            c = page.charAt(at);
            if (c == '=' || c == '>' || c == '/' || isSpace(c)) {
                break;
            }
            sureIf(c < 0x7f && c != '"' && c != '\'' && c != '<');
            name = name << 8 | (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
        }
        sureIf(at > start && at < length);
        boolean known = at - start <= Long.BYTES;
        int afterName = at;
        at = skipSpace(at);
        int from = at;
        int to = at;
        if (at < length && page.charAt(at) == '=') {
            at = skipSpace(at + 1);
            sureIf(at < length);
            char quote = page.charAt(at);
            if (quote == '"' || quote == '\'') {
                from = at + 1;
                to = page.indexOf(quote, from);
                sureIf(to >= 0 && to + 1 < length);
                at = to + 1;
                char after = page.charAt(at);
                sureIf(after == '>' || after == '/' || isSpace(after));
            } else {
                from = at;
                to = endOfUnquoted(at);
                at = to;
            }
        } else {
            at = afterName;
        }
        if (known) {
            mark(tag, name, from, to);
        }
    }

    private int endOfUnquoted(int from) {
        int to = from;
        while (to < page.length() && page.charAt(to) != '>' && !isSpace(page.charAt(to))) {
            char c = page.charAt(to);
            sureIf(c != '"' && c != '\'' && c != '<' && c != '=' && c != '`');
            to++;
        }
        sureIf(to > from);
        return to;
    }

    /** Notes what an attribute says, in any case and with anything around it. */
    private void mark(long tag, long name, int from, int to) {
        if (name == Tag.SHARE_ID) {
            flat = true;
        } else if (name == Tag.ID) {
            sureOfValue(1, from, to, false);
            part |= is(from, to, "info")
                    || is(from, to, "mainpic")
                    || is(from, to, "interest_sectl")
                    || is(from, to, "link-report")
                    || is(from, to, "link-report-intra");
        } else if (name == Tag.CLASS) {
            sureOfValue(2, from, to, true);
            part |= containsIgnoringCase(from, to, "ratings-on-weight");
            flat |= containsIgnoringCase(from, to, "bn-sharing");
        } else if (name == Tag.PROPERTY) {
            sureOfValue(4, from, to, true);
            flat |= tag == Tag.META && containsIgnoringCase(from, to, "og:url");
            boolean outside = partStart == NONE;
            part |= outside
                    && (containsIgnoringCase(from, to, "v:average") || containsIgnoringCase(from, to, "v:votes"));
            // Outside of its usual place what stands around a summary matters.
            sureIf(!outside || !containsIgnoringCase(from, to, "v:summary"));
        } else if (name == Tag.NAME && tag == Tag.META) {
            sureOfValue(8, from, to, true);
            flat |= containsIgnoringCase(from, to, "mobile-agent");
        } else if (name == Tag.REL && tag == Tag.LINK) {
            sureOfValue(16, from, to, true);
            flat |= containsIgnoringCase(from, to, "canonical") || containsIgnoringCase(from, to, "alternate");
        } else if (name == Tag.TYPE && tag == Tag.SCRIPT) {
            sureOfValue(32, from, to, true);
            flat |= containsIgnoringCase(from, to, "ld+json");
        }
    }

    /** Written once, and as it reads: without references, and without letters that are others in another case. */
    private void sureOfValue(int mark, int from, int to, boolean ascii) {
        sureIf((marks & mark) == 0);
        marks |= mark;
        for (int i = from; i < to; i++) {
            char c = page.charAt(i);
            sureIf(c != '&' && (c < 0x80 || !ascii));
        }
    }

    private boolean is(int from, int to, String text) {
        return to - from == text.length() && page.startsWith(text, from);
    }

    private boolean containsIgnoringCase(int from, int to, String text) {
        char first = text.charAt(0);
        for (int i = from; i <= to - text.length(); i++) {
            if ((page.charAt(i) | 0x20) == (first | 0x20) && page.regionMatches(true, i, text, 0, text.length())) {
                return true;
            }
        }
        return false;
    }

    private int skipSpace(int from) {
        int to = from;
        while (to < page.length() && isSpace(page.charAt(to))) {
            to++;
        }
        return to;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    }

    /** What is kept, as bytes: parts begin and end with ASCII, so that they decode as they do in their place. */
    private static final class PartsBuffer {
        private final byte[] page;
        private byte[] kept;
        private int length;

        PartsBuffer(byte[] page) {
            this.page = page;
            this.kept = new byte[page.length / 3 + 64];
        }

        void add(int from, int to) {
            room(to - from);
            System.arraycopy(page, from, kept, length, to - from);
            length += to - from;
        }

        void add(String ascii) {
            room(ascii.length());
            for (int i = 0; i < ascii.length(); i++) {
                kept[length++] = (byte) ascii.charAt(i);
            }
        }

        private void room(int more) {
            if (length + more > kept.length) {
                kept = Arrays.copyOf(kept, Math.max(2 * kept.length, length + more));
            }
        }

        @Override
        public String toString() {
            return new String(kept, 0, length, StandardCharsets.UTF_8);
        }
    }
}
