package io.reelsync.chaos.fault;

import io.reelsync.chaos.fault.Fault.Trait;
import io.reelsync.samplesite.PlayedSource;
import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.control.Misbehaviour;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A few titles that the source doesn't give, for which it must not be left alone, nor a kind held back. */
final class TitleFaults {
    private static final String PAGES = "/subject/";

    private TitleFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of(
                        "titles-broken",
                        "The source throttles once; two titles answer 500 whenever they are asked for.",
                        arena -> {
                            site(arena).misbehave(PAGES, Misbehaviour.THROTTLED, 1, "1");
                            return titles(arena, 2, List.of(Misbehaviour.BROKEN), List.of(Misbehaviour.BROKEN));
                        },
                        Trait.DAMAGES_PAGES),
                Fault.of(
                        "titles-withheld",
                        "Pages are challenged; of three titles the JSON says that guests don't see them.",
                        arena -> {
                            site(arena).misbehave(PAGES, Misbehaviour.CHALLENGED, 0, "");
                            return titles(arena, 3, List.of(), List.of(Misbehaviour.WITHHELD));
                        },
                        Trait.DAMAGES_PAGES),
                Fault.of(
                        "titles-bare",
                        "Three titles' pages have two facts in another encoding's letters, and their JSON fails.",
                        arena -> titles(arena, 3, List.of(Misbehaviour.MOJIBAKE), List.of(Misbehaviour.BROKEN)),
                        Trait.DAMAGES_PAGES),
                Fault.of(
                        "titles-cut",
                        "Three titles' pages are always cut; the other route serves.",
                        arena -> titles(arena, 3, List.of(Misbehaviour.TRUNCATED), List.of())),
                Fault.of(
                        "list-odd",
                        "The list has a title of 300 letters and an entry that is no title.",
                        arena -> {
                            site(arena).misbehave("/rexxar/api/v2/subject/", Misbehaviour.ODD_LIST, 0, "");
                            return new Injection("list", Duration.ZERO, site(arena)::behave);
                        },
                        Trait.READS_LISTS),
                Fault.of(
                        "titles-merged",
                        "Two titles redirect to another one, into which they were merged.",
                        TitleFaults::merge,
                        Trait.MERGES_TITLES));
    }

    /** Until they are well again the source must be asked on; that it isn't, or a kind is held back, is a violation. */
    private static Injection titles(Arena arena, int count, List<Misbehaviour> page, List<Misbehaviour> json) {
        List<Long> titles = outstanding(arena, count);
        for (long title : titles) {
            page.forEach(kind -> site(arena).misbehave(PAGES + title + "/", kind, 0, ""));
            for (String type : List.of("movie", "tv")) {
                json.forEach(kind -> site(arena).misbehave("/rexxar/api/v2/" + type + "/" + title, kind, 0, ""));
            }
        }
        return new Injection(titles.toString(), Duration.ofMillis(arena.random().nextInt(2500, 4000)), () -> {
            findPauses(arena);
            site(arena).behave();
        });
    }

    private static void findPauses(Arena arena) {
        JdbcClient sql = arena.cluster().servers().sql();
        sql.sql("SELECT CONCAT(reason, ': ', detail) FROM circuit_breakers WHERE scope = 'SOURCE'"
                        + " AND blocked_until > UTC_TIMESTAMP(3) AND reason <> 'THROTTLED'")
                .query(String.class)
                .list()
                .forEach(pause -> arena.violations().accept("the source is left alone for a few titles: " + pause));
        sql.sql("SELECT CONCAT(name, ': ', detail) FROM circuit_breakers WHERE scope = 'KIND' AND reset_at IS NULL")
                .query(String.class)
                .list()
                .forEach(kind -> arena.violations().accept("a kind is held back for a few titles: " + kind));
    }

    private static Injection merge(Arena arena) {
        List<Long> titles = outstanding(arena, 2);
        long other = arena.cluster()
                .servers()
                .sql()
                .sql("SELECT MAX(source_id) FROM subjects"
                        + " WHERE source = ? AND detailed_at IS NOT NULL AND state = 'WAITING'")
                .param(PlayedSource.NAME)
                .query(Long.class)
                .single();
        titles.stream().filter(title -> title != other).forEach(title -> {
            site(arena).misbehave(PAGES + title + "/", Misbehaviour.MERGED, 0, String.valueOf(other));
            site(arena).misbehave("/rexxar/api/v2/movie/" + title, Misbehaviour.MERGED, 0, String.valueOf(other));
        });
        return new Injection(titles + " into " + other, Duration.ofSeconds(3), site(arena)::behave);
    }

    private static List<Long> outstanding(Arena arena, int count) {
        return arena.cluster()
                .servers()
                .sql()
                .sql("SELECT DISTINCT source_id FROM sync_run_items WHERE source = ? AND state = 'OUTSTANDING'"
                        + " ORDER BY source_id DESC LIMIT ?")
                .params(PlayedSource.NAME, count)
                .query(Long.class)
                .list();
    }

    private static SampleSite site(Arena arena) {
        return arena.cluster().site();
    }
}
