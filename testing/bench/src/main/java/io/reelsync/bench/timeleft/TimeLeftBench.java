package io.reelsync.bench.timeleft;

import io.reelsync.bench.deployment.BenchFolder;
import io.reelsync.bench.deployment.Gateway.Standing;
import io.reelsync.bench.deployment.Installation;
import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.SampleSiteSettings;
import io.reelsync.samplesite.content.SiteFeed;
import io.reelsync.samplesite.control.Misbehaviour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Runs that meet one trouble each, and what the gateway says once a second of the time that they still take. */
final class TimeLeftBench {
    private static final String RATE = "5/1s";
    /** Of the titles that the sample site lists, some are of kinds that it has no list of. */
    private static final int LISTED_FOR_A_TITLE = 2;

    private static final int WARM_UP_TITLES = 50;
    private static final double TROUBLE_AT = 0.33;
    private static final double SECOND_AT_SECONDS = 8;
    /** A run whose pages have lost their structure ends when the site's people look at it. */
    private static final double GIVEN_UP_AFTER = 45;

    private static final double LONGEST = 600;
    private static final String PAGES = "/subject/";

    private final int titles;

    TimeLeftBench(int titles) {
        this.titles = titles;
    }

    TimeLeftReport run(BenchFolder folder, Installation.Programs programs) throws IOException, InterruptedException {
        int needed = WARM_UP_TITLES + (Scenario.values().length + 1) * titles;
        SampleSite site =
                folder.with(SampleSite.start(SampleSiteSettings.defaults().withSize(LISTED_FOR_A_TITLE * needed)));
        Iterator<Long> ids = Arrays.stream(SiteFeed.values())
                .flatMap(feed -> site.listed(feed.name().toLowerCase(Locale.ROOT)).stream())
                .limit(needed)
                .iterator();
        Installation installation = folder.with(new Installation(folder.path(), programs, site.url(), RATE));
        installation.scaleTo(1);
        installation.signIn();
        follow(installation, site, Scenario.STEADY, List.of(next(ids, WARM_UP_TITLES)));
        List<TimeLeftReport.Each> runs = new ArrayList<>();
        for (Scenario scenario : Scenario.values()) {
            List<List<Long>> wanted = new ArrayList<>(List.of(next(ids, titles)));
            if (scenario == Scenario.TWO_RUNS) {
                wanted.add(next(ids, titles));
            }
            runs.addAll(follow(installation, site, scenario, wanted));
            System.err.println(scenario + " is over");
        }
        return new TimeLeftReport(RATE, runs);
    }

    private static List<Long> next(Iterator<Long> ids, int count) {
        List<Long> next = new ArrayList<>();
        while (next.size() < count) {
            next.add(ids.next());
        }
        return next;
    }

    /** One run that is being followed. */
    private static final class Followed {
        final long run;
        final long began = System.nanoTime();
        final List<Sample> samples = new ArrayList<>();
        double counted;
        double ended;

        Followed(long run) {
            this.run = run;
        }

        double seconds() {
            return (System.nanoTime() - began) / 1e9;
        }

        double share() {
            return samples.isEmpty() ? 0 : samples.get(samples.size() - 1).share();
        }

        void look(Installation installation) throws IOException, InterruptedException {
            Standing standing = installation.standing(run);
            double at = seconds();
            if (standing.ended()) {
                ended = at;
            } else {
                double settled = standing.planned() - standing.outstanding();
                samples.add(new Sample(at, settled / standing.planned(), standing.left(), standing.unknown()));
            }
        }
    }

    private List<TimeLeftReport.Each> follow(
            Installation installation, SampleSite site, Scenario scenario, List<List<Long>> wanted)
            throws IOException, InterruptedException {
        List<Followed> runs = new ArrayList<>();
        runs.add(ask(installation, wanted.get(0)));
        boolean troubled = false;
        while (runs.stream().anyMatch(run -> run.ended == 0)) {
            TimeUnit.SECONDS.sleep(1);
            for (Followed run : runs) {
                if (run.ended == 0) {
                    run.look(installation);
                }
            }
            Followed first = runs.get(0);
            if (runs.size() < wanted.size() && first.seconds() > SECOND_AT_SECONDS) {
                runs.add(ask(installation, wanted.get(1)));
            }
            if (!troubled && first.share() > TROUBLE_AT) {
                trouble(site, scenario);
                troubled = true;
                first.counted = scenario == Scenario.STEADY ? 0 : first.seconds();
            }
            if (first.seconds() > LONGEST) {
                throw new IllegalStateException(scenario + ": a run has not ended");
            }
            if (scenario == Scenario.SUSPICION
                    && troubled
                    && first.ended == 0
                    && first.seconds() > first.counted + GIVEN_UP_AFTER) {
                installation.cancel(first.run);
            }
        }
        site.behave();
        return runs.stream()
                .map(run -> new TimeLeftReport.Each(scenario, run.ended, run.counted, run.samples))
                .toList();
    }

    private static Followed ask(Installation installation, List<Long> ids) throws IOException, InterruptedException {
        return new Followed(installation.start(ids).get(0));
    }

    private static void trouble(SampleSite site, Scenario scenario) {
        switch (scenario) {
            case SLOW_ANSWERS -> site.misbehave(PAGES, Misbehaviour.SLOW, 0, "4000");
            case PAUSE -> site.misbehave(PAGES, Misbehaviour.THROTTLED, 1, "30");
            case SUSPICION -> site.misbehave(PAGES, Misbehaviour.LOST_LAYOUT, 0, "");
            case STEADY, TWO_RUNS -> {}
        }
    }
}
