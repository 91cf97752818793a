package io.reelsync.source.douban;

/**
 * The elements that {@link PageParts} knows, and where each may stand so that a parser leaves it there. A name is a
 * number: its letters, eight at most, in lower case.
 */
final class Tag {
    /** Has neither content nor an end tag. */
    static final int VOID = 1;
    /** Its content is text up to its end tag. */
    static final int RAW = 1 << 1;
    /** May stand in the head. */
    static final int IN_HEAD = 1 << 2;
    /** {@code html}, {@code head} and {@code body}: there is one of each. */
    static final int FRAME = 1 << 3;
    /** A parser moves nothing that stands within. */
    static final int CONTAINER = 1 << 4;
    /** May be a part that is cut out. */
    static final int PART = 1 << 5;
    /** May stand in a paragraph; anything else would end it. */
    private static final int PHRASE = 1 << 6;
    /** Never within another of its name. */
    private static final int ONCE = 1 << 7;

    private static final int HEADING = 1 << 8;
    /** Holds certain elements alone. */
    private static final int STRICT = 1 << 9;
    /** Stands in certain elements alone. */
    static final int MEMBER = 1 << 10;

    private static final int KNOWN = 1 << 11;

    static final long HTML = name("html");
    static final long HEAD = name("head");
    static final long BODY = name("body");
    static final long TITLE = name("title");
    static final long SCRIPT = name("script");
    static final long META = name("meta");
    static final long LINK = name("link");
    static final long H1 = name("h1");
    private static final long P = name("p");
    private static final long LI = name("li");
    private static final long UL = name("ul");
    private static final long OL = name("ol");
    private static final long DL = name("dl");
    private static final long DT = name("dt");
    private static final long DD = name("dd");
    private static final long TABLE = name("table");
    private static final long THEAD = name("thead");
    private static final long TBODY = name("tbody");
    private static final long TFOOT = name("tfoot");
    private static final long TR = name("tr");
    private static final long SELECT = name("select");
    private static final long OPTION = name("option");

    // Attributes are named in the same way.
    static final long ID = name("id");
    static final long CLASS = name("class");
    static final long PROPERTY = name("property");
    static final long SHARE_ID = name("share-id");
    static final long NAME = name("name");
    static final long REL = name("rel");
    static final long TYPE = name("type");

    private static final int SLOTS = 256;
    private static final long[] NAMES = new long[SLOTS];
    private static final int[] RULES = new int[SLOTS];

    static {
        know(FRAME, "html", "head");
        know(FRAME | CONTAINER, "body");
        know(IN_HEAD | RAW, "title", "style");
        know(IN_HEAD | RAW | PHRASE, "script");
        know(IN_HEAD | VOID | PHRASE, "meta", "link");
        know(CONTAINER | PART, "div", "section", "article", "main");
        know(CONTAINER, "header", "footer", "nav", "aside");
        know(HEADING | PART, "h1");
        know(HEADING, "h2", "h3", "h4", "h5", "h6");
        know(PHRASE | PART, "span", "strong");
        know(PHRASE, "em", "b", "i", "u", "s", "small", "code", "del", "ins", "label", "sub", "sup", "abbr", "cite");
        know(PHRASE | ONCE, "a", "button");
        know(PHRASE | VOID, "img", "br", "input", "wbr");
        know(VOID, "hr");
        know(ONCE, "p", "form");
        know(0, "ul", "ol", "dl", "fieldset", "legend", "li", "dt", "dd");
        know(STRICT, "table");
        know(STRICT | MEMBER, "thead", "tbody", "tfoot", "tr");
        know(MEMBER, "td", "th");
        know(STRICT | PHRASE | ONCE, "select");
        know(STRICT | PHRASE | MEMBER, "option");
    }

    private Tag() {}

    private static long name(String letters) {
        long name = 0;
        for (char c : letters.toCharArray()) {
            name = name << 8 | c;
        }
        return name;
    }

    private static void know(int rules, String... names) {
        for (String letters : names) {
            long name = name(letters);
            int slot = slot(name);
            NAMES[slot] = name;
            RULES[slot] = rules | KNOWN;
        }
    }

    /** Where the name stands, or would. */
    private static int slot(long name) {
        int slot = (int) (name * 0x9E3779B97F4A7C15L >>> 56);
        while (NAMES[slot] != 0 && NAMES[slot] != name) {
            slot = (slot + 1) % SLOTS;
        }
        return slot;
    }

    /** What is known of an element; 0 where nothing is. */
    static int rules(long name) {
        return RULES[slot(name)];
    }

    /** Whether text goes on with a name, in any case. */
    static boolean startsWith(String text, int at, long name) {
        int letters = (Long.SIZE - Long.numberOfLeadingZeros(name) + 7) / 8;
        if (at + letters > text.length()) {
            return false;
        }
        for (int i = 0; i < letters; i++) {
            char expected = (char) (name >>> 8 * (letters - 1 - i) & 0xff);
            if ((text.charAt(at + i) | 0x20) != (expected | 0x20)) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing but plain blocks is open, so that what stands in them reads as it does in a page's body. */
    static boolean areContainers(long[] open, int depth) {
        for (int i = 1; i < depth; i++) {
            if ((rules(open[i]) & CONTAINER) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a parser leaves an element in the body where it stands, and closes none for it. */
    static boolean mayStand(long name, int rules, long[] open, int depth) {
        long parent = open[depth - 1];
        if ((rules & MEMBER) != 0 || (rules(parent) & STRICT) != 0) {
            return isMember(name, parent);
        }
        boolean item = name == LI || name == DT || name == DD;
        boolean listed = false;
        for (int i = depth - 1; i > 0; i--) {
            long around = open[i];
            if (around == P && (rules & PHRASE) == 0
                    || around == name && (rules & ONCE) != 0
                    || (rules & HEADING) != 0 && (rules(around) & HEADING) != 0) {
                return false;
            }
            if (item && !listed) {
                if (around == LI || around == DT || around == DD) {
                    return false;
                }
                listed = around == UL || around == OL || around == DL;
            }
        }
        return true;
    }

    private static boolean isMember(long name, long parent) {
        if (parent == SELECT) {
            return name == OPTION;
        }
        if (parent == TABLE) {
            return name == THEAD || name == TBODY || name == TFOOT || name == TR;
        }
        if (parent == TR) {
            return (rules(name) & (MEMBER | STRICT)) == MEMBER;
        }
        return (parent == THEAD || parent == TBODY || parent == TFOOT) && name == TR;
    }
}
