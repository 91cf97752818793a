package io.reelsync.standalone;

import io.reelsync.gateway.security.PasswordReset;
import io.reelsync.startup.SourceJars;
import io.reelsync.startup.StartRefused;
import java.io.Console;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelsync passwd}: a new password for somebody who has lost theirs, without a gateway. */
@Command(
        name = "./reelsync passwd",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Sets a new password in the database itself, for whoever has lost theirs, and ends all sessions of that user.",
            ""
        },
        footer = {
            "",
            "The new password is taken from REELSYNC_NEW_PASSWORD, or asked for twice on a terminal.",
            "The database is the one of REELSYNC_MYSQL_URL (with _USER and _PASSWORD), or else that of the data folder,",
            "while no ./reelsync up runs on it. Too many failed attempts to sign in are forgotten by themselves.",
            "Exit code: 0; 2 where something keeps it from running."
        })
class PasswdCommand implements Callable<Integer> {
    private static final String ADMINISTRATOR = "admin";

    @Parameters(
            paramLabel = "USER",
            arity = "0..1",
            defaultValue = ADMINISTRATOR,
            description = "Whose. Default: ${DEFAULT-VALUE}")
    String user = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder of ./reelsync up. Default: .reelsync in the project's folder.")
    @Nullable
    Path data;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    boolean help;

    public static void main(String[] args) {
        UpCommand.quietUntilLogFileIsOpen();
        System.exit(CommandLines.of(new PasswdCommand()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        String password = newPassword();
        SourceJars.load();
        try (ChosenDatabase database = ChosenDatabase.open(data)) {
            try (ConfigurableApplicationContext context =
                    CatalogueApplication.start("reelsync-passwd", database.settings())) {
                new PasswordReset(context.getBean(JdbcClient.class), context.getBean(TransactionTemplate.class))
                        .reset(user, password);
            }
            if (user.equals(ADMINISTRATOR)) {
                database.keepAdministratorsPassword(password);
            }
        }
        System.out.println("The password of " + user + " is set, and all sessions of " + user + " have ended.");
        return 0;
    }

    private String newPassword() {
        String given = System.getenv("REELSYNC_NEW_PASSWORD");
        if (given != null && !given.isEmpty()) {
            return given;
        }
        Console terminal = System.console();
        if (terminal == null) {
            throw new StartRefused("set REELSYNC_NEW_PASSWORD to the new password of " + user);
        }
        char[] typed = terminal.readPassword("New password of %s: ", user);
        char[] again = terminal.readPassword("Again: ");
        if (typed == null || again == null || !Arrays.equals(typed, again)) {
            throw new StartRefused("the two differ: nothing was changed");
        }
        return new String(typed);
    }
}
