package io.reelsync.source.stub;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.DetailsRoute;
import io.reelsync.source.Kind;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A title's details: a fact a line, as {@code name: Long Bridge}. */
class StubRoute implements DetailsRoute {
    static final String NAME = "text";

    private final URI url;

    StubRoute(URI url) {
        this.url = url;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public PageRequest request(SubjectId subject, @Nullable Kind kind) {
        return new PageRequest(NAME, URI.create(url + "/titles/" + subject.id()), Map.of("Accept", "text/plain"));
    }

    @Override
    public VideoFacts read(SubjectId subject, Response response) throws BrokenPageException {
        Map<String, String> facts = StubText.lines(response).stream()
                .map(line -> line.split(": ", 2))
                .filter(fact -> fact.length == 2)
                .collect(Collectors.toMap(fact -> fact[0], fact -> fact[1], (first, again) -> first));
        String name = facts.getOrDefault("name", "");
        if (name.isBlank()) {
            throw new BrokenPageException(Reason.NO_STRUCTURE, "the title has no name");
        }
        if (!subject.id().equals(facts.get("id"))) {
            throw new BrokenPageException(
                    Reason.WRONG_SUBJECT, "asked for " + subject.id() + ", got " + facts.get("id"));
        }
        return StubText.facts(
                subject,
                kind(facts.getOrDefault("kind", "")),
                name,
                facts.getOrDefault("score", ""),
                new VideoFacts.Provenance(NAME, Set.of(), List.of()));
    }

    private static @Nullable Kind kind(String written) {
        return Arrays.stream(Kind.values())
                .collect(Collectors.toMap(Kind::value, Function.identity()))
                .get(written);
    }
}
