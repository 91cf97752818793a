package io.reelsync.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelsync.source.Feed;
import io.reelsync.source.IdForm;
import io.reelsync.source.Kind;
import io.reelsync.source.ListLink;
import io.reelsync.source.ListLinks;
import io.reelsync.source.Rate;
import io.reelsync.source.Source;
import io.reelsync.source.SourceReader;
import io.reelsync.source.Sources;
import io.reelsync.startup.StartRefused;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WantedFeedsTest {
    private final Sources sources =
            new Sources(List.of(new Named("one", "films", "series"), new Named("two", "films")));

    private record Named(String name, List<Feed> feeds) implements Source {
        Named(String name, String... feeds) {
            this(
                    name,
                    Arrays.stream(feeds)
                            .map(feed -> new Feed(feed, Kind.MOVIE, 1))
                            .toList());
        }

        /** Understands {@code http://NAME/NUMBER}. */
        @Override
        public Optional<ListLinks> listLinks() {
            return feeds.size() == 1 ? Optional.empty() : Optional.of(new NumberedLists(name));
        }

        @Override
        public String label() {
            return name;
        }

        @Override
        public Rate rate() {
            return Rate.of("1/1s");
        }

        @Override
        public List<String> routes() {
            return List.of("page");
        }

        @Override
        public IdForm ids() {
            return IdForm.NUMBER;
        }

        @Override
        public SourceReader reader() {
            throw new UnsupportedOperationException("nothing is read here");
        }
    }

    private record NumberedLists(String host) implements ListLinks {
        @Override
        public Optional<ListLink> find(String text) {
            return Optional.of(text)
                    .filter(link -> link.matches("http://" + host + "/\\d+/?"))
                    .map(link -> ListLink.named(link.replaceFirst("/$", ""), "list"));
        }

        @Override
        public String inEnglish() {
            return "the link of a list";
        }

        @Override
        public String inChinese() {
            return "片单链接";
        }
    }

    @Test
    void areListsByTheirLinksInOneForm() {
        assertThat(WantedFeeds.of(List.of("one/films", "http://one/7/", "http://one/7"), sources))
                .hasSize(1)
                .hasEntrySatisfying(
                        "one", feeds -> assertThat(feeds).containsExactlyInAnyOrder("films", "http://one/7"));
    }

    @Test
    void areTheFirstOfEachSourceUnlessOthersAreAskedFor() {
        assertThat(WantedFeeds.of(List.of(), sources))
                .hasSize(2)
                .containsEntry("one", List.of("films"))
                .containsEntry("two", List.of("films"));
    }

    @Test
    void areOfTheSourceThatHasThem() {
        assertThat(WantedFeeds.of(List.of("series", "one/films", "one/series"), sources))
                .hasSize(1)
                .hasEntrySatisfying("one", feeds -> assertThat(feeds).containsExactlyInAnyOrder("films", "series"));
        assertThat(WantedFeeds.of(List.of("two/films"), sources)).hasSize(1).containsEntry("two", List.of("films"));
    }

    @Test
    void refusesAFeedOfSeveralSources() {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> WantedFeeds.of(List.of("films"), sources))
                .withMessage("more than one source has a feed 'films': write one/films or two/films");
    }

    @Test
    void refusesAFeedOfNoSourceAndSaysWhatThereIs() {
        for (String unknown : List.of("books", "two/series", "three/films", "", "http://two/7")) {
            assertThatExceptionOfType(StartRefused.class)
                    .isThrownBy(() -> WantedFeeds.of(List.of(unknown), sources))
                    .withMessage("there is no feed '" + unknown + "': --feeds takes some of one/films,series,two/films,"
                            + " or the link of a list");
        }
    }
}
