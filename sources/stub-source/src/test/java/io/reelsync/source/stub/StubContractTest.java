package io.reelsync.source.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.DetailsRoute;
import io.reelsync.source.Kind;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Rate;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.Source;
import io.reelsync.source.SubjectId;
import io.reelsync.source.contract.SourceContract;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StubContractTest extends SourceContract {
    private final StubPages pages = new StubPages(34, 12);

    @Override
    protected Source source() {
        return new StubSource(new StubSettings(URI.create("http://stub.example:8080"), Rate.of("40/1s"), 80));
    }

    @Override
    protected SubjectId subject() {
        return new SubjectId("stub", "movie/7");
    }

    @Override
    protected Response answer(PageRequest request) {
        return answer(request, 200, pages.at(request.address()).orElseThrow());
    }

    @Override
    protected Response gone(PageRequest details) {
        return answer(details, 404, "nothing");
    }

    @Override
    protected Response refusal(PageRequest request) {
        return answer(request, 429, "");
    }

    @Test
    void tellsAFilmFromTheSeriesOfTheSameNumber() throws BrokenPageException {
        DetailsRoute route = source().reader().detailsRoutes().get(0);
        SubjectId series = new SubjectId("stub", "show/7");

        Response response = answer(route.request(series, null));

        assertThat(route.read(series, response).kind()).isEqualTo(Kind.TV);
        assertThatExceptionOfType(BrokenPageException.class)
                .isThrownBy(() -> route.read(subject(), response))
                .matches(broken -> broken.reason() == Reason.WRONG_SUBJECT);
    }

    private static Response answer(PageRequest request, int status, String text) {
        return new Response(
                request.address(),
                status,
                Map.of("content-type", "text/plain; charset=utf-8"),
                text.getBytes(StandardCharsets.UTF_8));
    }
}
