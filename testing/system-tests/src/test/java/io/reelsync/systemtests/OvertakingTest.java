package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A title that is asked for by its number doesn't wait behind a bulk of others. */
class OvertakingTest {

    @Test
    void givesASingleTitleTheSecondPermitAtTheLatest() throws Exception {
        try (Cluster cluster = new Cluster().with("reelsync.douban.rate", "1/1500ms")) {
            cluster.scheduler();
            cluster.worker();
            cluster.worker();
            List<Long> films = cluster.site.listedFilms();
            Catalogue catalogue = new Catalogue(cluster);
            long bulk = cluster.startSubjects(films.subList(0, 60));
            cluster.awaitSettled(bulk, 3);
            // One that nobody knows yet, and one that stands in the queue behind many.
            for (long single : List.of(films.get(100), films.get(50))) {
                int asked = catalogue.pagesAskedFor().size();

                cluster.awaitEnd(cluster.startSubjects(List.of(single)));

                assertThat(catalogue
                                .pagesAskedFor()
                                .subList(asked, catalogue.pagesAskedFor().size())
                                .indexOf(single))
                        .as("requests for others before it")
                        .isBetween(0, 1);
            }
        }
    }
}
