package io.reelsync.gateway.sync;

import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.source.SubjectId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody means who writes down titles: links to their pages at a source, ids, or {@code source:id}. What the links
 * and ids of a source look like is the source's affair; no host is asked anything.
 *
 * @param subjects each once, in the order in which they were written
 * @param unclear the words that can be no title, or titles of several sources
 */
record Understanding(List<SubjectId> subjects, List<Unclear> unclear) {

    /** Why a word is not taken for a title. */
    enum Why {
        /** No source knows such a link or id. */
        UNKNOWN,
        /** Several sources have such ids: one has to be named. */
        AMBIGUOUS
    }

    record Unclear(String text, Why why) {}

    /** @param preferred whose ids bare ones are, where it has such ids; null where that isn't said */
    static Understanding of(List<String> texts, Sources sources, @Nullable Source preferred) {
        Set<SubjectId> subjects = new LinkedHashSet<>();
        List<Unclear> unclear = new ArrayList<>();
        for (String text : texts) {
            for (String word : words(text)) {
                List<SubjectId> meant = meant(word, sources, preferred);
                if (meant.size() == 1) {
                    subjects.add(meant.get(0));
                } else {
                    unclear.add(new Unclear(word, meant.isEmpty() ? Why.UNKNOWN : Why.AMBIGUOUS));
                }
            }
        }
        return new Understanding(List.copyOf(subjects), List.copyOf(unclear));
    }

    /** A comma may be part of a link. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String part : text.strip().split("\\s+")) {
            List<String> pieces = part.contains("://") ? List.of(part) : List.of(part.split("[,，、;；]+"));
            pieces.stream().filter(piece -> !piece.isEmpty()).forEach(words::add);
        }
        return words;
    }

    private static List<SubjectId> meant(String word, Sources sources, @Nullable Source preferred) {
        if (word.contains("://")) {
            return at(word, sources);
        }
        int colon = word.indexOf(':');
        Optional<Source> named = colon < 0 ? Optional.empty() : sources.find(word.substring(0, colon));
        if (named.isPresent()) {
            return ofIds(word.substring(colon + 1), List.of(named.get()));
        }
        List<SubjectId> ofPreferred = preferred == null ? List.of() : ofIds(word, List.of(preferred));
        return ofPreferred.isEmpty() ? ofIds(word, List.copyOf(sources.all())) : ofPreferred;
    }

    private static List<SubjectId> ofIds(String id, List<Source> sources) {
        return sources.stream()
                .filter(source -> source.ids().allows(id))
                .map(source -> new SubjectId(source.name(), id))
                .toList();
    }

    private static List<SubjectId> at(String link, Sources sources) {
        URI address;
        try {
            address = new URI(link);
        } catch (URISyntaxException wrong) {
            return List.of();
        }
        String host = address.getHost();
        return host == null
                ? List.of()
                : sources.all().stream()
                        .filter(source -> source.isAt(host))
                        .flatMap(source -> source.reader().subjectAt(address).stream()
                                .filter(subject -> source.ids().allows(subject.id())))
                        .toList();
    }
}
