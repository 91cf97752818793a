package io.reelsync.bench.page;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.DetailsRoute;
import io.reelsync.source.Response;
import io.reelsync.source.Source;
import io.reelsync.source.SourceReader;
import io.reelsync.source.SubjectId;
import io.reelsync.source.Verdict;
import io.reelsync.source.VideoFacts;
import io.reelsync.startup.EnableSources;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;

/** Reads a title's page as a worker does: what kind of answer it is, then the facts. */
public final class PageReader {
    private final SourceReader reader;
    private final DetailsRoute route;

    private PageReader(SourceReader reader) {
        this.reader = reader;
        this.route = reader.detailsRoutes().stream()
                .filter(known -> known.name().equals("page"))
                .findFirst()
                .orElseThrow();
    }

    /** The beans of the sources, without any server. */
    @EnableSources
    static class Beans {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    /** A reader of the pages of the source that the sample site plays. */
    public static PageReader create() {
        try (AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext(Beans.class)) {
            return new PageReader(beans.getBeansOfType(Source.class).values().stream()
                    .filter(source -> source.name().equals("douban"))
                    .findFirst()
                    .orElseThrow()
                    .reader());
        }
    }

    /**
     * The facts of a title's page.
     *
     * @throws IllegalArgumentException if the answer is no page
     */
    public VideoFacts read(SubjectId subject, byte[] body) throws BrokenPageException {
        Response response = new Response(
                route.request(subject, null).address(), 200, Map.of("content-type", "text/html; charset=utf-8"), body);
        if (!(reader.judge(response) instanceof Verdict.Page)) {
            throw new IllegalArgumentException(subject + " is no page");
        }
        return route.read(subject, response);
    }

    /** The same of a saved page. */
    public VideoFacts read(SavedPages.Page page) throws BrokenPageException {
        return read(page.subject(), page.body());
    }

    /** Whether there are facts to read: of a page that is refused no pace is measured. */
    public boolean believes(SavedPages.Page page) {
        try {
            read(page);
            return true;
        } catch (BrokenPageException | IllegalArgumentException refused) {
            return false;
        }
    }
}
