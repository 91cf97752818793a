package io.reelsync.gateway.feed;

import io.reelsync.gateway.web.Fields;
import io.reelsync.run.KeptLists;
import io.reelsync.source.ListLink;
import io.reelsync.source.ListLinks;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Which list somebody wants to keep, and how. */
record FeedRequest(Source source, String name, String link, int size) {
    private static final int USUAL_SIZE = 250;

    /**
     * Reads the body of a request.
     *
     * @throws io.reelsync.gateway.web.InvalidFields where it can't be, or the list is kept already
     */
    static FeedRequest read(JsonNode body, Sources sources, KeptLists keptLists) {
        Fields fields = Fields.ofBody(body, Set.of("source", "link", "name", "size"));
        String asked = fields.text("source");
        String named = fields.source("source", asked, sources);
        String text = fields.requiredText("link");
        String name = fields.text("name");
        Integer size = fields.wholeNumber("size", 1, KeptLists.LARGEST_SIZE);
        // Of one that isn't there, nothing can be said.
        List<Source> asking =
                named != null ? List.of(sources.get(named)) : asked == null ? List.copyOf(sources.all()) : List.of();
        Source source = asking.stream()
                .filter(one -> find(one, text).isPresent())
                .findFirst()
                .orElse(null);
        if (source == null && !text.isEmpty() && !asking.isEmpty()) {
            refuseLink(fields, asking);
        }
        ListLink list = source == null ? null : find(source, text).orElseThrow();
        if (source != null && list != null) {
            checkIsNew(fields, source, list, keptLists);
        }
        if (name != null && source != null) {
            checkName(fields, name, source, keptLists);
        } else if (name != null && !ListLink.NAME.matcher(name).matches()) {
            fields.refuse("name", "feed.name");
        }
        fields.check();
        Source known = Objects.requireNonNull(source);
        ListLink found = Objects.requireNonNull(list);
        return new FeedRequest(
                known,
                name == null ? keptLists.freeName(known, found) : name,
                found.link(),
                size == null ? USUAL_SIZE : size);
    }

    private static Optional<ListLink> find(Source source, String text) {
        return source.listLinks().flatMap(links -> links.find(text));
    }

    private static void refuseLink(Fields fields, List<Source> asking) {
        List<ListLinks> understood =
                asking.stream().flatMap(one -> one.listLinks().stream()).toList();
        if (understood.isEmpty()) {
            fields.refuse("link", "feed.no_lists", asking.get(0).name());
        } else {
            fields.refuse(
                    "link",
                    "feed.link",
                    joined(understood, ListLinks::inEnglish, " or "),
                    joined(understood, ListLinks::inChinese, "，或"));
        }
    }

    private static String joined(List<ListLinks> links, Function<ListLinks, String> words, String between) {
        return links.stream().map(words).collect(Collectors.joining(between));
    }

    private static void checkIsNew(Fields fields, Source source, ListLink list, KeptLists keptLists) {
        keptLists.ofLink(source.name(), list.link()).ifPresent(kept -> fields.refuse("link", "feed.kept", kept.name()));
        if (keptLists.of(source.name()).size() >= KeptLists.MOST) {
            fields.refuse("link", "feed.too_many", KeptLists.MOST);
        }
    }

    private static void checkName(Fields fields, String name, Source source, KeptLists keptLists) {
        if (!ListLink.NAME.matcher(name).matches()) {
            fields.refuse("name", "feed.name");
        } else if (keptLists.feedNames(source).contains(name)) {
            fields.refuse("name", "feed.taken", source.name());
        }
    }
}
