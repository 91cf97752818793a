package io.reelsync.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.reelsync.servers.DataFolder;
import io.reelsync.servers.Leftovers;
import io.reelsync.source.Rate;
import io.reelsync.startup.SourceJars;
import io.reelsync.startup.StartRefused;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code reelsync up}: what may be asked of the one-command mode. */
@Command(
        name = "./reelsync up",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Runs everything in one process on embedded servers, and starts a first run by itself.",
            "By default it reads the bundled sample site: made-up titles, offline, bothering nobody.",
            ""
        },
        footer = {
            "",
            "The user name is admin; the password is made for the data folder, or taken from REELSYNC_ADMIN_PASSWORD.",
            "Exit code: 0, or with --once 1 where the run failed; 2 where something keeps it from starting."
        })
class UpCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it.
    CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "5500",
            description = "Where the control room and the API are, on 127.0.0.1. Default: ${DEFAULT-VALUE}")
    int port;

    @Option(
            names = "--live",
            description =
                    "Read the sources themselves, each at the pace that it tolerates unless --rate says otherwise.")
    boolean live;

    @Option(
            names = "--pages",
            paramLabel = "DIR",
            description = "Read saved pages: <id>.html with recent_hot_movie.json and recent_hot_tv.json.")
    @Nullable
    Path pages;

    @Option(
            names = "--source-url",
            paramLabel = "URL",
            description = "Read another site that answers as the source's own does.")
    @Nullable
    URI sourceUrl;

    @Option(
            names = "--rate",
            paramLabel = "PERMITS/TIME",
            converter = RateConverter.class,
            description =
                    "The pace of each source, such as 1/6s or 40/1s, or unlimited. Default: 40/1s on this machine, the"
                            + " source's own elsewhere.")
    @Nullable
    Rate rate;

    @Option(
            names = "--feeds",
            paramLabel = "FEED",
            split = ",",
            description =
                    "Which lists to read, with commas between: FEED, or SOURCE/FEED where several sources have it; or the"
                            + " link of a list, which is kept as a feed from then on. Default: the first of each source.")
    List<String> feeds = List.of();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "80",
            description = "How many titles of each list, 1 to 500. Default: ${DEFAULT-VALUE}")
    int limit;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the data is kept. Default: .reelsync in the project's folder.")
    @Nullable
    Path data;

    @Option(names = "--fresh", description = "Empty the data folder first. Only a folder that reelsync made.")
    boolean fresh;

    @Option(names = "--once", description = "End with a summary when the run is over.")
    boolean once;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    boolean help;

    public static void main(String[] args) {
        quietUntilLogFileIsOpen();
        // What a thread dies of belongs into the log, not on the terminal.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                LoggerFactory.getLogger(UpCommand.class).error("{} ended", thread.getName(), failure));
        System.exit(CommandLines.of(new UpCommand()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > 65_535) {
            throw new StartRefused("--port is a port from 0 to 65535, not " + port);
        }
        if (limit < 1 || limit > 500) {
            throw new StartRefused("--limit is a number from 1 to 500, not " + limit);
        }
        int sites = (live ? 1 : 0) + (pages != null ? 1 : 0) + (sourceUrl != null ? 1 : 0);
        if (sites > 1) {
            throw new StartRefused("--live, --pages and --source-url exclude each other: choose one");
        }
        if (sourceUrl != null
                && (sourceUrl.getHost() == null || !sourceUrl.toString().matches("https?://.*"))) {
            throw new StartRefused("--source-url is an http:// or https:// address, not " + sourceUrl);
        }
        SourceJars.load();
        try (DataFolder folder = DataFolder.open(Home.dataFolder(data))) {
            Leftovers.reap(folder.path());
            if (fresh) {
                folder.empty();
            }
            return new Up(this, folder, columns()).run();
        }
    }

    /** The launcher knows whether standard output is a terminal. */
    private int columns() {
        return Boolean.getBoolean("reelsync.terminal")
                ? spec.usageMessage().autoWidth(true).width()
                : 0;
    }

    /** Until the log file is open, servers that start first have nowhere to log but the terminal. */
    static void quietUntilLogFileIsOpen() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
        }
    }

    static class RateConverter implements ITypeConverter<Rate> {
        @Override
        public Rate convert(String text) {
            try {
                return Rate.of(text);
            } catch (IllegalArgumentException noRate) {
                throw new TypeConversionException(noRate.getMessage());
            }
        }
    }
}
