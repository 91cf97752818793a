package io.reelsync.samplesite.catalogue;

import io.reelsync.samplesite.invention.Dice;
import io.reelsync.samplesite.invention.Land;
import io.reelsync.samplesite.invention.MadeUpTexts;
import io.reelsync.samplesite.invention.People;
import io.reelsync.samplesite.invention.Person;
import io.reelsync.samplesite.invention.TitleNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a title from the hour in which it entered: the same one each time. */
final class TitleMaker {
    private static final List<Land> LANDS = List.of(Land.values());
    private static final List<String> ORDINALS = List.of("一", "二", "三", "四", "五", "六");

    private final long seed;
    private final Catalogue catalogue;
    private final TimesMaker times;

    TitleMaker(long seed, Catalogue catalogue) {
        this.seed = seed;
        this.catalogue = catalogue;
        this.times = new TimesMaker(seed, catalogue);
    }

    Title make(long hour) {
        TitleKind kind = catalogue.kindOf(hour);
        List<Land> lands = lands(hour);
        Land land = lands.get(0);
        Title.Times moving = times.make(hour, kind, lands);
        Title.Credits credits = credits(hour, kind, land);
        Dice dice = Dice.of(seed, hour, "texts");
        String lead =
                credits.actors().isEmpty() ? "佚名" : credits.actors().get(0).bothForms();
        String imdbId = dice.percent(78) ? "tt" + dice.between(1_000_000, 39_999_999) : null;
        return new Title(
                hour,
                catalogue.idOf(hour),
                kind,
                heading(hour, land, moving.serial()),
                credits,
                origin(hour, kind, lands),
                moving,
                new Title.Texts(MadeUpTexts.summary(lead, dice), imdbId));
    }

    String name(long hour) {
        return TitleNames.chinese(Dice.of(seed, hour, "heading"));
    }

    private List<Land> lands(long hour) {
        Dice dice = Dice.of(seed, hour, "lands");
        int count = dice.percent(72) ? 1 : dice.between(2, 4);
        Set<Land> lands = new LinkedHashSet<>();
        lands.add(dice.percent(45) ? Land.CHINA : dice.pick(LANDS));
        lands.addAll(dice.pick(count - 1, LANDS));
        return List.copyOf(lands);
    }

    private Title.Heading heading(long hour, Land land, @Nullable Serial serial) {
        Dice dice = Dice.of(seed, hour, "heading");
        String title = TitleNames.chinese(dice);
        String original = TitleNames.original(land, dice);
        Integer season = serial == null ? null : serial.season();
        if (season != null) {
            title += " 第" + ORDINALS.get(season - 1) + "季";
            original = original.isEmpty() ? "" : original + " Season " + season;
        }
        boolean unnamed = original.isEmpty() || dice.percent(8);
        int others = dice.percent(35) ? 0 : dice.between(1, 7);
        return new Title.Heading(title, unnamed ? null : original, TitleNames.others(others, dice));
    }

    private Title.Credits credits(long hour, TitleKind kind, Land land) {
        Dice dice = Dice.of(seed, hour, "credits");
        List<Person> directors = People.of(dice.percent(4) ? 0 : dice.percent(80) ? 1 : dice.between(2, 4), land, dice);
        boolean ownScript = !directors.isEmpty() && dice.percent(40);
        List<Person> writers = new ArrayList<>(ownScript ? directors.subList(0, 1) : List.of());
        int moreWriters = kind == TitleKind.TVSHOW || dice.percent(10) ? 0 : dice.between(0, 4);
        for (Person writer : People.of(moreWriters, land, dice)) {
            if (writers.stream().noneMatch(known -> known.name().equals(writer.name()))) {
                writers.add(writer);
            }
        }
        return new Title.Credits(directors, List.copyOf(writers), People.of(actors(kind, dice), land, dice));
    }

    private static int actors(TitleKind kind, Dice dice) {
        if (dice.percent(kind == TitleKind.DOC ? 40 : 3)) {
            return 0;
        }
        return dice.percent(8) ? dice.between(40, 68) : dice.between(1, 26);
    }

    private Title.Origin origin(long hour, TitleKind kind, List<Land> lands) {
        Dice dice = Dice.of(seed, hour, "origin");
        List<String> genres = new ArrayList<>(dice.pick(dice.between(kind.isSerial() ? 0 : 1, 4), kind.otherGenres()));
        genres.addAll(dice.below(genres.size() + 1), kind.ownGenres());
        if (genres.isEmpty()) {
            genres.add("剧情");
        }
        Set<String> languages = new LinkedHashSet<>();
        lands.forEach(land -> languages.addAll(land.languages()));
        return new Title.Origin(
                List.copyOf(genres), lands.stream().map(Land::written).toList(), List.copyOf(languages));
    }
}
