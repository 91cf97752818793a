package io.reelsync.samplesite.content;

import io.reelsync.samplesite.catalogue.Catalogue;
import io.reelsync.samplesite.catalogue.Title;
import io.reelsync.samplesite.catalogue.TitleFacts;
import io.reelsync.samplesite.page.Page;
import io.reelsync.samplesite.page.SubjectPages;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The titles of the catalogue, as they are at the clock's time. */
public final class MadeUpContent implements Content {
    private final Catalogue catalogue;
    private final SubjectPages pages;
    private final Clock clock;

    public MadeUpContent(long seed, int size, Clock clock) {
        this.catalogue = new Catalogue(seed, size);
        this.pages = new SubjectPages(seed, catalogue);
        this.clock = clock;
    }

    @Override
    public Optional<Page> page(long id, String base) {
        Instant now = clock.instant();
        return catalogue.find(id, now).map(title -> pages.of(title, now, base));
    }

    @Override
    public Optional<OtherPage> otherPage(long id, String base) {
        Instant now = clock.instant();
        return catalogue
                .find(id, now)
                .map(catalogue::otherThan)
                .map(other -> new OtherPage(other.id(), pages.of(other, now, base)));
    }

    @Override
    public Optional<TitleFacts> facts(long id, String base) {
        Instant now = clock.instant();
        return catalogue.find(id, now).map(title -> TitleFacts.of(title, now, base));
    }

    @Override
    public Optional<DetailsAnswer> details(long id, String base) {
        Instant now = clock.instant();
        return catalogue.find(id, now).map(title -> details(title, now, base));
    }

    @Override
    public Optional<DetailsAnswer> otherDetails(long id, String base) {
        Instant now = clock.instant();
        return catalogue.find(id, now).map(catalogue::otherThan).map(other -> details(other, now, base));
    }

    @Override
    public ListAnswer list(SiteFeed feed, int start, int limit, String base) {
        Instant now = clock.instant();
        long[] hours = catalogue.listed(feed.kind()::equals, now).toArray();
        List<ListedTitle> items = Arrays.stream(hours)
                .skip(start)
                .limit(limit)
                .mapToObj(catalogue::make)
                .map(title -> listed(title, now, base))
                .toList();
        return new ListAnswer(items, hours.length, start, items.size());
    }

    @Override
    public List<Long> listed(SiteFeed feed) {
        return catalogue
                .listed(feed.kind()::equals, clock.instant())
                .map(catalogue::idOf)
                .boxed()
                .toList();
    }

    @Override
    public boolean has(long id) {
        return catalogue.find(id, clock.instant()).isPresent();
    }

    private static DetailsAnswer details(Title title, Instant now, String base) {
        return DetailsAnswer.of(TitleFacts.of(title, now, base), title.kind().type(), title.isCompleteAt(now), base);
    }

    private static ListedTitle listed(Title title, Instant now, String base) {
        return ListedTitle.of(TitleFacts.of(title, now, base), title.kind().type(), title.isCompleteAt(now));
    }
}
