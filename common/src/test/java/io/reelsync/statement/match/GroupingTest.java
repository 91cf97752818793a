package io.reelsync.statement.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.source.SubjectId;
import io.reelsync.statement.match.Grouping.Link;
import io.reelsync.statement.match.Pair.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupingTest {
    private final Map<SubjectId, Title> titles = new LinkedHashMap<>();
    private final Map<Pair, State> decided = new HashMap<>();

    private SubjectId add(String subject, String imdbId, String title, String director) {
        SubjectId id = SubjectId.parse(subject);
        titles.put(
                id,
                new Title(
                        "movie", title, null, List.of(), 2011, null, null, null, imdbId, List.of(director), List.of()));
        return id;
    }

    private Map<Pair, Link> decide() {
        return Grouping.of(titles, pairs(titles), decided);
    }

    private static Set<Pair> pairs(Map<SubjectId, Title> titles) {
        Set<Pair> pairs = new HashSet<>();
        for (SubjectId one : titles.keySet()) {
            for (SubjectId other : titles.keySet()) {
                if (!one.equals(other)) {
                    pairs.add(new Pair(one, other));
                }
            }
        }
        return pairs;
    }

    private State state(SubjectId one, SubjectId other) {
        Link link = decide().get(new Pair(one, other));
        return link == null ? null : link.state();
    }

    @Test
    void aTitleThatMatchesTwoOfOneSourceWaits() {
        SubjectId one = add("douban:1", null, "长桥", "王安");
        SubjectId first = add("tmdb:movie/1", null, "长桥", "王安");
        assertThat(state(one, first)).isEqualTo(State.GUESSED);

        SubjectId second = add("tmdb:movie/2", null, "长桥", "王安");

        assertThat(state(one, first)).isEqualTo(State.WAITING);
        assertThat(state(one, second)).isEqualTo(State.WAITING);
        decided.put(new Pair(one, first), State.REFUSED);
        assertThat(state(one, second)).isEqualTo(State.GUESSED);
        decided.put(new Pair(one, first), State.ACCEPTED);
        assertThat(state(one, second)).isEqualTo(State.WAITING);
        assertThat(state(one, first)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void theSameIdIsBetterThanAGuess() {
        SubjectId one = add("douban:1", "tt01", "长桥", "王安");
        SubjectId sure = add("tmdb:movie/1", "tt01", "另一座桥", "李宁");
        SubjectId guess = add("tmdb:movie/2", null, "长桥", "王安");

        assertThat(state(one, sure)).isEqualTo(State.LINKED);
        assertThat(state(one, guess)).isEqualTo(State.WAITING);
    }

    @Test
    void nothingIsLinkedOverAThirdThatCannotBeOne() {
        SubjectId one = add("douban:1", "tt01", "长桥", "王安");
        SubjectId between = add("tmdb:movie/1", null, "长桥", "王安");
        SubjectId other = add("imdb:tt02", "tt02", "长桥", "王安");

        assertThat(state(one, between)).isEqualTo(State.WAITING);
        assertThat(state(between, other)).isEqualTo(State.WAITING);
        assertThat(state(one, other)).isEqualTo(State.WAITING);
    }

    @Test
    void whatPeopleRefusedIsNotLinkedOverAThird() {
        SubjectId one = add("douban:1", "tt01", "长桥", "王安");
        SubjectId other = add("tmdb:movie/1", "tt01", "长桥", "王安");
        SubjectId third = add("imdb:tt01", "tt01", "长桥", "王安");
        decided.put(new Pair(one, other), State.REFUSED);

        assertThat(state(one, other)).isEqualTo(State.REFUSED);
        assertThat(List.of(state(one, third), state(other, third))).containsOnly(State.WAITING);
    }

    /** Statements come in any order, a few at a time, and what was decided of fewer is decided anew. */
    @Test
    void theResultDoesNotDependOnTheOrderInWhichTitlesCame() {
        Random random = new Random(7);
        String[] sources = {"douban", "tmdb", "imdb"};
        for (int round = 0; round < 300; round++) {
            titles.clear();
            for (int i = 0; i < 9; i++) {
                add(
                        sources[random.nextInt(3)] + ":" + i,
                        random.nextInt(3) == 0 ? "tt0" + random.nextInt(3) : null,
                        random.nextBoolean() ? "长桥" : "長橋",
                        random.nextInt(3) == 0 ? "李宁" : "王安");
            }
            Map<Pair, Link> atOnce = decide();
            List<SubjectId> order = new ArrayList<>(titles.keySet());
            Collections.shuffle(order, random);
            Map<SubjectId, Title> come = new LinkedHashMap<>();
            Map<Pair, State> states = new HashMap<>();
            Map<Pair, Link> oneByOne = Map.of();
            for (SubjectId next : order) {
                come.put(next, titles.get(next));
                oneByOne = Grouping.of(come, pairs(come), states);
                states.clear();
                for (Map.Entry<Pair, Link> link : oneByOne.entrySet()) {
                    states.put(link.getKey(), link.getValue().state());
                }
            }
            assertThat(oneByOne).isEqualTo(atOnce);
            assertThat(joinsOnlyWhatMayBeOne(atOnce)).isTrue();
        }
    }

    private boolean joinsOnlyWhatMayBeOne(Map<Pair, Link> links) {
        Map<SubjectId, Set<SubjectId>> groups = Grouping.connected(links.keySet().stream()
                .filter(pair -> links.get(pair).state().joins())
                .toList());
        return groups.values().stream().allMatch(group -> pairs(new HashMap<>(Map.copyOf(titlesOf(group)))).stream()
                .noneMatch(pair -> pair.one().source().equals(pair.other().source())
                        || TitleMatcher.compare(titles.get(pair.one()), titles.get(pair.other()))
                                .verdict()
                                .keepsApart()));
    }

    private Map<SubjectId, Title> titlesOf(Set<SubjectId> group) {
        Map<SubjectId, Title> some = new HashMap<>();
        group.forEach(one -> some.put(one, titles.get(one)));
        return some;
    }
}
