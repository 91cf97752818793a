package io.reelsync.fuzz;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.ListPage;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Response;
import io.reelsync.source.Source;
import io.reelsync.source.SourceReader;
import io.reelsync.source.SubjectId;
import io.reelsync.source.Verdict;
import io.reelsync.source.VideoFacts;
import io.reelsync.startup.EnableSources;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Douban's readers as a worker uses them: what an answer is, then what it says. Whatever the answer, the only failure is
 * {@link BrokenPageException}, and what is read keeps the rules of {@link FactRules}.
 */
final class Readers {
    static final long ID = 4100500;
    static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

    private static final SubjectId SUBJECT = new SubjectId("douban", Long.toString(ID));

    /** In a refusal: a page's length is the one thing that may differ between two readings. */
    private static final Pattern LENGTH = Pattern.compile(" of \\d+ characters");

    private final SourceReader reader;

    private Readers(SourceReader reader) {
        this.reader = reader;
    }

    /** The beans of one source, without any server. */
    @EnableSources
    static class Beans {
        @Bean
        Clock clock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }
    }

    static Readers create() {
        // Lives as long as the process: the source has nothing to close.
        return new Readers(new AnnotationConfigApplicationContext(Beans.class)
                .getBean(Source.class)
                .reader());
    }

    /** What is read, by whom. */
    enum Target {
        PAGE,
        JSON,
        LIST
    }

    /**
     * Reads a body.
     *
     * @return whether it was believed
     */
    boolean read(Target target, byte[] body) {
        try {
            Response response = answer(target, body);
            if (!(reader.judge(response) instanceof Verdict.Page)) {
                return false;
            }
            if (target == Target.LIST) {
                ListPage page = reader.readList("movies", null, response);
                page.subjects().forEach(facts -> FactRules.check(facts, facts.subject(), body.length));
            } else {
                VideoFacts facts = reader.detailsRoutes().get(target.ordinal()).read(SUBJECT, response);
                FactRules.check(facts, SUBJECT, body.length);
            }
            return true;
        } catch (BrokenPageException declared) {
            return false;
        }
    }

    /** What reading a body comes to, in words: the facts, or why there are none. */
    String said(Target target, byte[] body) {
        Response response = answer(target, body);
        Verdict verdict = reader.judge(response);
        if (!(verdict instanceof Verdict.Page)) {
            return verdict.toString();
        }
        try {
            return reader.detailsRoutes()
                    .get(target.ordinal())
                    .read(SUBJECT, response)
                    .toString();
        } catch (BrokenPageException refused) {
            return refused.reason() + ": "
                    + LENGTH.matcher(String.valueOf(refused.getMessage())).replaceAll("");
        }
    }

    private Response answer(Target target, byte[] body) {
        PageRequest request = target == Target.LIST
                ? reader.listRequest("movies", null, 80)
                : reader.detailsRoutes().get(target.ordinal()).request(SUBJECT, null);
        String type = target == Target.PAGE ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
        return new Response(request.address(), 200, Map.of("content-type", type), body);
    }
}
