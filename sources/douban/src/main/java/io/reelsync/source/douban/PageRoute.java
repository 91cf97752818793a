package io.reelsync.source.douban;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.DetailsRoute;
import io.reelsync.source.Kind;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Response;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A title's details from its page of the desktop site. It tells everything, and guests are sometimes turned away. */
final class PageRoute implements DetailsRoute {
    static final String NAME = "page";

    private final DoubanSettings settings;
    private final DetailsReader details;

    PageRoute(DoubanSettings settings, Clock clock) {
        this.settings = settings;
        this.details = new DetailsReader(settings.leastLabels(), clock);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public PageRequest request(SubjectId subject, @Nullable Kind kind) {
        return new PageRequest(
                NAME,
                URI.create(settings.webUrl() + "/subject/" + subject.id() + "/"),
                settings.headers(Map.of("Accept", "text/html", "Accept-Language", "zh-CN,zh;q=0.9,en;q=0.6")));
    }

    @Override
    public VideoFacts read(SubjectId subject, Response response) throws BrokenPageException {
        return details.read(subject, response);
    }
}
