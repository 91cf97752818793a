package io.reelsync.bench.pipeline;

import io.reelsync.bench.deployment.BenchFolder;
import io.reelsync.bench.deployment.Installation;
import io.reelsync.bench.deployment.PageSite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All sides through the same pages, in turns: once to warm up, then as many rounds as are measured. */
final class PipelineBench {
    private final BenchFolder folder;
    private final int pages;
    private final String rate;
    private final int workers;

    PipelineBench(BenchFolder folder, int pages, String rate, int workers) {
        this.folder = folder;
        this.pages = pages;
        this.rate = rate;
        this.workers = workers;
    }

    /** @param reelsync what starts the services of each installation, by its name; the bare loop is on the first's servers */
    PipelineReport run(Map<String, Installation.Programs> reelsync, int rounds)
            throws IOException, InterruptedException {
        PageSite.Running site = folder.with(PageSite.start(pages, folder.path()));
        List<Side> sides = new ArrayList<>();
        List<Installation> installations = new ArrayList<>();
        for (Map.Entry<String, Installation.Programs> one : reelsync.entrySet()) {
            Path own = folder.path().resolve("installation-" + (sides.size() + 1));
            Installation installation = folder.with(new Installation(own, one.getValue(), site.url(), rate));
            installation.scaleTo(workers);
            installations.add(installation);
            Side side = new ReelsyncSide(one.getKey(), installation, site);
            side.run();
            sides.add(side);
        }
        Side bare = folder.with(new BareSide(installations.get(0).servers(), site, folder.path()));
        bare.run();
        sides.add(bare);
        return measure(sides, rounds);
    }

    private PipelineReport measure(List<Side> sides, int rounds) throws IOException, InterruptedException {
        Map<String, List<Side.Pass>> passes = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Side side : sides) {
                Side.Pass pass = side.run();
                System.err.printf(Locale.ROOT, "%s: %.0f pages a second%n", side.name(), pages / pass.seconds());
                passes.computeIfAbsent(side.name(), name -> new ArrayList<>()).add(pass);
            }
        }
        return PipelineReport.of(pages, rate, workers, passes);
    }
}
