package io.reelsync.source.stub;

import io.reelsync.source.PageRequest;
import io.reelsync.source.Rate;
import io.reelsync.source.Response;
import io.reelsync.source.Source;
import io.reelsync.source.SubjectId;
import io.reelsync.source.contract.SourceContract;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

class StubContractTest extends SourceContract {
    private final StubPages pages = new StubPages(34, 12);

    @Override
    protected Source source() {
        return new StubSource(new StubSettings(URI.create("http://stub.example:8080"), Rate.of("40/1s"), 80));
    }

    @Override
    protected SubjectId subject() {
        return new SubjectId("stub", 7);
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

    private static Response answer(PageRequest request, int status, String text) {
        return new Response(
                request.address(),
                status,
                Map.of("content-type", "text/plain; charset=utf-8"),
                text.getBytes(StandardCharsets.UTF_8));
    }
}
