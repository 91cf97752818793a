package org.example.filmclub;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Rate;
import io.reelsync.source.Response;
import io.reelsync.source.Source;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import io.reelsync.source.contract.SourceContract;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilmClubContractTest extends SourceContract {

    @Override
    protected Source source() {
        return new FilmClubSource(new FilmClubSettings(URI.create("http://filmclub.example"), Rate.of("5/1s"), 80));
    }

    @Override
    protected SubjectId subject() {
        return new SubjectId("filmclub", "7");
    }

    @Override
    protected Response answer(PageRequest request) {
        return response(request, FilmClubSite.at(request.address()));
    }

    @Override
    protected Response gone(PageRequest details) {
        return response(details, FilmClubSite.NOT_FOUND);
    }

    @Override
    protected Response refusal(PageRequest request) {
        return response(request, FilmClubSite.REFUSAL);
    }

    @Test
    void readsWhatTheArchiveSaysOfAFilm() throws BrokenPageException {
        FilmRoute route = new FilmRoute(URI.create("http://filmclub.example"));

        VideoFacts facts = route.read(subject(), answer(route.request(subject(), null)));

        assertThat(facts.naming()).isEqualTo(new VideoFacts.Naming("Reel 7", "Bobine 7", List.of()));
        assertThat(facts.release().earliest()).hasToString("Optional[1957-05-03]");
        assertThat(facts.credits().actors()).containsExactly("Tom Field", "Ines Moor");
        assertThat(facts.length().runtime()).isEqualTo(87);
        assertThat(facts.rating().score()).isEqualTo("7.7");
    }

    private static Response response(PageRequest request, FilmClubSite.Answer answer) {
        return new Response(
                request.address(),
                answer.status(),
                Map.of("content-type", "application/json"),
                answer.json().getBytes(StandardCharsets.UTF_8));
    }
}
