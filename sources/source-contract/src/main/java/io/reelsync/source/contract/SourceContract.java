package io.reelsync.source.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.DetailsRoute;
import io.reelsync.source.Feed;
import io.reelsync.source.IdForm;
import io.reelsync.source.Kind;
import io.reelsync.source.ListLink;
import io.reelsync.source.ListLinks;
import io.reelsync.source.ListPage;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Response;
import io.reelsync.source.Source;
import io.reelsync.source.SourceReader;
import io.reelsync.source.SubjectId;
import io.reelsync.source.Verdict;
import io.reelsync.source.VideoFacts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the services rely on, whatever the source. A source's test extends this and plays the source's site: it gives the
 * answers that the site would give to the source's own requests.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class SourceContract {
    private static final int WANTED = 10;
    private static final int MOST_PAGES = 100;
    private static final int LONGEST_CURSOR = 255;
    private static final int TRIES = 300;
    private static final int DEEP = 20_000;

    /** Always the same numbers: a failure comes again. */
    private final Random random = new Random(4711);

    /** The source with settings that stand; made anew each time. */
    protected abstract Source source();

    /** A title that the site has, and that all routes know. */
    protected abstract SubjectId subject();

    /** Links of lists that people may keep, one of each kind that the source understands. */
    protected List<String> linksOfLists() {
        return List.of();
    }

    /**
     * What the site answers: of each feed and of each of {@link #linksOfLists()} at least two pages, and details of
     * {@link #subject()} by each route.
     */
    protected abstract Response answer(PageRequest request);

    /** What it answers where it has no such title. */
    protected abstract Response gone(PageRequest details);

    /** What it answers where it refuses us for now. */
    protected abstract Response refusal(PageRequest request);

    /** Reads an answer as the services do. */
    private interface Extraction {
        Object read(Response response) throws BrokenPageException;
    }

    private record Example(String what, PageRequest request, Response response, Extraction extraction) {
        Response with(byte[] body) {
            return new Response(response.address(), response.status(), response.headers(), body);
        }
    }

    private record Step(@Nullable String cursor, PageRequest request, ListPage page) {}

    private SourceReader reader() {
        return source().reader();
    }

    private ListLinks listLinks() {
        return source().listLinks().orElseThrow();
    }

    /** What the reader knows lists by: the names of the source's own feeds, and the links of others. */
    private List<String> lists() {
        List<String> lists = new ArrayList<>(source().feedNames());
        linksOfLists()
                .forEach(link -> lists.add(listLinks().find(link).orElseThrow().link()));
        return lists;
    }

    /** The first page of each list, and the details by each route. */
    private List<Example> examples() {
        SourceReader reader = reader();
        List<Example> examples = new ArrayList<>();
        for (String list : lists()) {
            PageRequest request = reader.listRequest(list, null, WANTED);
            examples.add(new Example(
                    "list " + list, request, answer(request), response -> reader.readList(list, null, response)));
        }
        for (DetailsRoute route : reader.detailsRoutes()) {
            PageRequest request = route.request(subject(), null);
            examples.add(new Example(
                    "route " + route.name(), request, answer(request), response -> route.read(subject(), response)));
        }
        return examples;
    }

    /** All pages of a list, to its end. */
    private List<Step> walk(String list) throws BrokenPageException {
        List<Step> steps = new ArrayList<>();
        String cursor = null;
        do {
            PageRequest request = reader().listRequest(list, cursor, WANTED);
            ListPage page = reader().readList(list, cursor, answer(request));
            steps.add(new Step(cursor, request, page));
            cursor = page.next();
        } while (cursor != null && steps.size() < MOST_PAGES);
        return steps;
    }

    private static List<@Nullable Kind> kinds() {
        List<@Nullable Kind> kinds = new ArrayList<>(Arrays.asList(Kind.values()));
        kinds.add(null);
        return kinds;
    }

    // The description

    @Test
    void describesItselfInNamesThatQueuesAndMetricsTake() {
        assertThat(source().name())
                .matches("[a-z][a-z0-9]{0,31}")
                .isEqualTo(subject().source());
        assertThat(source().label()).isNotBlank();
        assertThat(source().rate().permits()).isPositive();
    }

    @Test
    void describesFeedsThatAreToldApartAndHaveASize() {
        List<Feed> feeds = source().feeds();

        assertThat(feeds).isNotEmpty().isEqualTo(source().feeds());
        assertThat(feeds).extracting(Feed::name).doesNotHaveDuplicates();
        assertThat(feeds).allSatisfy(feed -> {
            assertThat(feed.name()).matches("[a-z][a-z0-9_-]{0,31}");
            assertThat(feed.kind()).isNotNull();
            assertThat(feed.size()).isPositive().isEqualTo(source().listSize(feed.name()));
        });
    }

    @Test
    void describesTheRoutesThatItsReaderHas() {
        assertThat(source().routes())
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z]{1,16}"));
        assertThat(reader().detailsRoutes()).extracting(DetailsRoute::name).isEqualTo(source().routes());
    }

    @Test
    void describesWhatItsIdsLookLike() {
        IdForm form = source().ids();
        String id = subject().id();

        assertThat(form.allows(id)).as(id).isTrue();
        assertThat(List.of("", " ", id + " ", " " + id, id + "\n", id + "\u0000", id + "片", "9".repeat(65)))
                .noneMatch(form::allows);
        assertThat(form.inEnglish()).isNotBlank();
        assertThat(form.inChinese()).isNotBlank();
    }

    // Links of lists

    @Test
    void keepsEachListInOneForm() {
        for (String link : linksOfLists()) {
            ListLink list = listLinks().find(link).orElseThrow();

            assertThat(listLinks().find("  " + link + "\n")).as(link).contains(list);
            assertThat(listLinks().find(list.link())).contains(list);
            assertThat(list.name()).matches(ListLink.NAME).isNotIn(source().feedNames());
            assertThat(source().feedNames()).doesNotContain(list.link());
        }
        source().listLinks().ifPresent(links -> {
            assertThat(links.inEnglish()).isNotBlank();
            assertThat(links.inChinese()).isNotBlank();
        });
    }

    @Test
    void understandsNoLinkThatOnlyLooksLikeItsOwn() {
        List<String> others = new ArrayList<>(List.of(
                "",
                " ",
                "\u0000",
                "http://",
                "http://example.invalid/",
                "http://127.0.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "a".repeat(5000),
                "https://example.invalid/?uri=" + String.join("", linksOfLists())));
        for (String link : linksOfLists()) {
            URI address = URI.create(link);
            others.add(link.replace(address.getHost(), "example.invalid"));
            others.add(link.replace(address.getHost(), address.getHost() + ".example.invalid"));
            others.add(link.replace(address.getHost(), "not-" + address.getHost()));
            others.add(link.replace("://", "://example.invalid@"));
            others.add(link.replace("://", "://example.invalid/"));
            others.add(link.replace(address.getPath(), address.getPath().replaceFirst("(?<=.)/", "/../")));
            others.add("ftp" + link.substring(link.indexOf(':')));
            others.add(link.replaceFirst("[^/]+/?$", ""));
        }
        source().listLinks().ifPresent(links -> assertThat(others)
                .allSatisfy(other -> assertThat(links.find(other)).as(other).isEmpty()));
    }

    @Test
    void asksForWhatALinkNamesAndNothingElseOfIt() {
        for (String link : linksOfLists()) {
            ListLink list = listLinks().find(link).orElseThrow();
            for (String behind : List.of(
                    "?start=900&url=http://example.invalid/", "#x", "?a=%0d%0aHost:example.invalid", "?../../x")) {
                listLinks().find(link + behind).ifPresent(found -> assertThat(found)
                        .isEqualTo(list));
            }
            assertStaysAtHome(reader().listRequest(list.link(), null, WANTED));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> reader().listRequest("https://example.invalid/" + list.name(), null, WANTED));
        }
    }

    // What is asked

    @Test
    void asksNobodyButItself() throws BrokenPageException {
        for (String list : lists()) {
            walk(list).forEach(step -> assertStaysAtHome(step.request()));
        }
        for (DetailsRoute route : reader().detailsRoutes()) {
            for (Kind kind : kinds()) {
                PageRequest request = route.request(subject(), kind);
                assertStaysAtHome(request);
                assertThat(request.route()).isEqualTo(route.name());
            }
        }
    }

    @Test
    void asksNobodyButItselfWhateverIdItAllows() {
        String id = subject().id();
        List<String> ids = List.of(
                "-1",
                "0",
                "../" + id,
                id + "/../x",
                id + "?x=2",
                id + "#x",
                id + "%0d%0aHost:example.invalid",
                "@example.invalid/" + id,
                "//example.invalid/" + id,
                "http://example.invalid/" + id);
        for (DetailsRoute route : reader().detailsRoutes()) {
            ids.stream().filter(source().ids()::allows).forEach(allowed -> {
                SubjectId asked = new SubjectId(source().name(), allowed);
                PageRequest request = route.request(asked, null);
                assertStaysAtHome(request);
                assertThat(reader().subjectAt(request.address())).contains(asked);
            });
        }
    }

    private void assertStaysAtHome(PageRequest request) {
        URI address = request.address();
        assertThat(address.getScheme()).isIn("http", "https");
        assertThat(address.getRawUserInfo()).isNull();
        assertThat(reader().owns(address.getHost())).as("%s", address).isTrue();
        assertThat(request.route()).matches("[a-z]{1,16}");
    }

    @Test
    void ownsNoHostThatOnlyLooksLikeItsOwn() {
        for (Example example : examples()) {
            String host = example.request().address().getHost();
            assertThat(List.of(
                            "", "example.invalid", host + ".example.invalid", "not-" + host, host + ":80", "." + host))
                    .noneMatch(reader()::owns);
            assertThat(reader().owns(host.toUpperCase(Locale.ROOT))).isTrue();
        }
    }

    @Test
    void knowsNoFeedsButItsOwn() {
        for (String feed : List.of("no-such-feed", "", source().feeds().get(0).name() + "x")) {
            assertThatIllegalArgumentException().isThrownBy(() -> reader().listRequest(feed, null, WANTED));
            assertThatIllegalArgumentException().isThrownBy(() -> source().listSize(feed));
        }
    }

    @Test
    void refusesCursorsOfOthersOrAsksItselfAllTheSame() {
        List<String> cursors = List.of(
                "",
                " ",
                "-1",
                "99999999999999999999",
                "1&x=2",
                "1#x",
                "../../x",
                "@example.invalid",
                "http://example.invalid/",
                "\r\nHost: example.invalid",
                "%0d%0a",
                "页".repeat(LONGEST_CURSOR));
        for (String list : lists()) {
            for (String cursor : cursors) {
                PageRequest request;
                try {
                    request = reader().listRequest(list, cursor, WANTED);
                } catch (IllegalArgumentException refused) {
                    continue;
                }
                assertStaysAtHome(request);
            }
        }
    }

    // Lists

    @Test
    void leadsFromPageToPageToTheEndOfAList() throws BrokenPageException {
        for (String list : lists()) {
            List<Step> steps = walk(list);

            assertThat(steps).as("the example of %s", list).hasSizeBetween(2, MOST_PAGES - 1);
            assertThat(steps).extracting(Step::cursor).doesNotHaveDuplicates();
            assertThat(steps).extracting(step -> step.request().address()).doesNotHaveDuplicates();
            assertThat(steps.subList(1, steps.size()))
                    .allSatisfy(
                            step -> assertThat(step.cursor()).isNotEmpty().hasSizeLessThanOrEqualTo(LONGEST_CURSOR));
        }
    }

    @Test
    void listsTitlesOfItsOwnWithTheirNames() throws BrokenPageException {
        for (String list : lists()) {
            boolean changes = source().feeds().stream()
                    .anyMatch(feed -> feed.changes() && feed.name().equals(list));
            List<SubjectId> listed = new ArrayList<>();
            for (Step step : walk(list)) {
                ListPage page = step.page();
                assertThat(page.leftOut()).isNotNegative();
                assertThat(page.rows()).isGreaterThanOrEqualTo(page.subjects().size() + page.leftOut());
                assertThat(page.subjects()).allSatisfy(facts -> {
                    assertThat(facts.subject().source()).isEqualTo(source().name());
                    assertThat(facts.subject().id()).matches(source().ids()::allows);
                    if (!changes) {
                        assertThat(facts.naming().title()).isNotBlank();
                    }
                });
                page.subjects().forEach(facts -> listed.add(facts.subject()));
            }
            assertThat(listed).isNotEmpty().doesNotHaveDuplicates();
        }
    }

    // Details

    @Test
    void readsTheTitleThatWasAskedFor() throws BrokenPageException {
        for (DetailsRoute route : reader().detailsRoutes()) {
            VideoFacts facts = route.read(subject(), answer(route.request(subject(), null)));

            assertThat(facts.subject()).isEqualTo(subject());
            assertThat(facts.naming().title()).isNotBlank();
            assertThat(facts.provenance().route()).isEqualTo(route.name());
        }
    }

    @Test
    void doesNotTakeATitleForAnother() {
        SubjectId other = another();
        for (DetailsRoute route : reader().detailsRoutes()) {
            Response response = answer(route.request(subject(), null));
            Example asked = new Example(
                    "route " + route.name(), route.request(other, null), response, given -> route.read(other, given));

            assertThat(read(asked, response.body())).isEmpty();
        }
    }

    /** A subject whose id differs from the title's in its last character. */
    private SubjectId another() {
        String id = subject().id();
        return IntStream.rangeClosed('0', 'z')
                .mapToObj(last -> id.substring(0, id.length() - 1) + (char) last)
                .filter(other -> !other.equals(id) && source().ids().allows(other))
                .map(other -> new SubjectId(source().name(), other))
                .findFirst()
                .orElseThrow();
    }

    private String hostOfDetails() {
        return reader().detailsRoutes()
                .get(0)
                .request(subject(), kinds().get(0))
                .address()
                .getHost();
    }

    @Test
    void knowsTheAddressesOfItsTitles() {
        for (DetailsRoute route : reader().detailsRoutes()) {
            for (Kind kind : kinds()) {
                assertThat(reader().subjectAt(route.request(subject(), kind).address()))
                        .contains(subject());
            }
        }
        for (String list : lists()) {
            URI address = reader().listRequest(list, null, WANTED).address();
            assertThat(reader().subjectAt(address)).isEmpty();
            assertThat(reader().subjectAt(address.resolve("/"))).isEmpty();
        }
        assertThat(source().isAt(hostOfDetails())).isTrue();
        source().pageOf(subject().id()).ifPresent(page -> {
            assertThat(source().isAt(page.getHost())).isTrue();
            assertThat(reader().subjectAt(page)).contains(subject());
        });
        assertThat(reader().subjectAt(URI.create("mailto:someone@example.invalid")))
                .isEmpty();
    }

    // Verdicts

    @Test
    void tellsPagesRefusalsAndWhatIsGoneApart() {
        for (Example example : examples()) {
            assertThat(reader().judge(example.response())).as(example.what()).isInstanceOf(Verdict.Page.class);
            assertThat(reader().judge(refusal(example.request())))
                    .as("refusal of %s", example.what())
                    .isInstanceOfAny(Verdict.Throttled.class, Verdict.Challenged.class);
        }
        for (DetailsRoute route : reader().detailsRoutes()) {
            assertThat(reader().judge(gone(route.request(subject(), null))))
                    .as(route.name())
                    .isInstanceOf(Verdict.Gone.class);
        }
    }

    @Test
    void hasAVerdictOnWhateverComes() {
        List<Map<String, String>> headers = List.of(
                Map.of(),
                Map.of("retry-after", "soon", "location", "\u0000 no address", "content-type", ";;"),
                Map.of("retry-after", "99999999999999999999", "location", "//example.invalid/", "date", "-"));
        for (Example example : examples()) {
            for (byte[] body :
                    List.of(new byte[0], example.response().body(), bytes(2000), utf8("{}"), utf8("<html>"))) {
                IntStream.concat(IntStream.rangeClosed(100, 599), IntStream.of(-1, 0, 999))
                        .forEach(status -> headers.forEach(some -> assertThat(reader().judge(
                                                new Response(example.response().address(), status, some, body)))
                                .isNotNull()));
            }
            for (byte[] body : damaged(example.response().body())) {
                assertThat(reader().judge(example.with(body))).isNotNull();
            }
        }
    }

    // Damage

    @Test
    void refusesAnAnswerThatIsCutWhereverThatIs() {
        for (Example example : examples()) {
            byte[] whole = utf8(new String(example.response().body(), StandardCharsets.UTF_8).stripTrailing());
            assertThat(read(example, whole)).as("%s, whole", example.what()).isPresent();
            for (int length : cuts(whole.length)) {
                assertThat(read(example, Arrays.copyOf(whole, length)))
                        .as("%s, cut at %d of %d", example.what(), length, whole.length)
                        .isEmpty();
            }
        }
    }

    @Test
    void refusesWhatIsNoneOfItsAnswers() {
        List<byte[]> others = new ArrayList<>(List.of(
                utf8(""),
                utf8("\ufeff"),
                utf8("[]"),
                utf8("{}"),
                utf8("null"),
                utf8("<html><body></body></html>"),
                utf8("[".repeat(DEEP)),
                utf8("{\"a\":".repeat(DEEP)),
                utf8("<div>".repeat(DEEP))));
        for (int i = 0; i < TRIES; i++) {
            others.add(bytes(random.nextInt(3000)));
        }
        for (Example example : examples()) {
            for (byte[] other : others) {
                assertThat(read(example, other)).as(example.what()).isEmpty();
            }
        }
    }

    @Test
    void readsOrRefusesADamagedAnswer() {
        for (Example example : examples()) {
            for (byte[] body : damaged(example.response().body())) {
                // What is still believed is not judged here: a letter of a name may have changed.
                read(example, body);
            }
        }
    }

    /** What is read of a body; empty where it is refused. It may fail in no other way. */
    private static Optional<Object> read(Example example, byte[] body) {
        try {
            return Optional.of(example.extraction().read(example.with(body)));
        } catch (BrokenPageException refused) {
            assertThat(refused.reason()).isNotNull();
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError failure) {
            throw new AssertionError(
                    example.what() + " neither reads nor refuses " + new String(body, StandardCharsets.UTF_8), failure);
        }
    }

    // Purity

    @Test
    void saysTheSameOfTheSame() throws BrokenPageException {
        for (Example example : examples()) {
            byte[] body = example.response().body().clone();

            Object first = example.extraction().read(example.response());
            assertThat(reader().judge(example.response())).isEqualTo(reader().judge(example.response()));
            assertThat(example.extraction().read(example.response())).isEqualTo(first);

            assertThat(example.response().body()).isEqualTo(body);
        }
        assertThat(examples())
                .extracting(Example::request)
                .isEqualTo(examples().stream().map(Example::request).toList());
    }

    /** All lengths of a short body; of a longer one some everywhere, and the last ones. */
    private static Iterable<Integer> cuts(int length) {
        TreeSet<Integer> cuts = new TreeSet<>();
        int step = Math.max(1, length / TRIES);
        for (int cut = 0; cut < length; cut += step) {
            cuts.add(cut);
        }
        IntStream.range(Math.max(0, length - 50), length).forEach(cuts::add);
        return cuts;
    }

    /** Copies with bytes changed, taken away and doubled. */
    private List<byte[]> damaged(byte[] whole) {
        List<byte[]> copies = new ArrayList<>();
        for (int i = 0; i < TRIES; i++) {
            byte[] copy = whole.clone();
            for (int changes = 1 + random.nextInt(5); changes > 0; changes--) {
                int from = random.nextInt(copy.length);
                int to = Math.min(copy.length, from + 1 + random.nextInt(40));
                copy = switch (random.nextInt(3)) {
                    case 0 -> changed(copy, from);
                    case 1 -> joined(copy, from, to);
                    default -> joined(copy, to, from);
                };
            }
            copies.add(copy);
        }
        return copies;
    }

    private byte[] changed(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        copy[at] = (byte) random.nextInt(256);
        return copy;
    }

    /** The bytes up to one place and those from another one on; never none at all. */
    private static byte[] joined(byte[] bytes, int to, int from) {
        byte[] copy = Arrays.copyOf(bytes, to + bytes.length - from);
        System.arraycopy(bytes, from, copy, to, bytes.length - from);
        return copy.length == 0 ? bytes : copy;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
