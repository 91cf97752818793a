package io.reelsync.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompletionTest {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern CASE = Pattern.compile("(?m)^  ([a-z][a-z| -]*)\\)");
    private static final Pattern NAME = Pattern.compile("\\bname = \"(?:\\./reelsync )?([a-z]+)\"");
    private static final Pattern OPTION = Pattern.compile("names = (?:\\{\"-\\w\", )?\"(--[a-z-]+)\"");

    /** What bash does at the second tab, with the words that were typed. */
    private static final String TAB = """
            compopt() { :; } # Only the shell's own completion may call it.
            source "$0"
            COMP_WORDS=(./reelsync "$@")
            COMP_CWORD=$#
            complete=$(complete -p reelsync)
            complete=${complete#* -F }
            "${complete%% *}" ./reelsync "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    Path folder;

    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        assertThat(offered("pa")).containsExactlyInAnyOrder("pause", "passwd");
        assertThat(offered("clu")).containsExactly("cluster");
        assertThat(offered("cluster", "s")).containsExactlyInAnyOrder("status", "scale");
        assertThat(offered("up", "--pa")).containsExactly("--pages");
        assertThat(offered("sync", "--wa")).containsExactly("--wait");
        assertThat(offered("watch", "--js")).containsExactly("--json");
        assertThat(offered("bench", "limit", "--warm")).containsExactly("--warm-up");
        assertThat(offered("service", "worker", "--ch")).containsExactly("--check");
        assertThat(offered("completion", "z")).containsExactly("zsh");
        assertThat(offered("snyc", "--wa")).containsExactly("");
    }

    @Test
    void completesEveryCommandThatTheLauncherKnowsAndNoOther() throws IOException {
        String launcher = Files.readString(HOME.resolve("reelsync"));
        // The last case of the script chooses the command.
        String choice = launcher.substring(launcher.lastIndexOf("\ncase "));
        Set<String> known = new TreeSet<>();
        for (String names : found(CASE, choice)) {
            known.addAll(List.of(names.split(" \\| ")));
        }
        known.removeIf(name -> name.startsWith("-"));

        assertThat(known).contains("up", "status", "help");
        assertThat(CompletionCommand.commands().getSubcommands().keySet()).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void knowsTheOptionsOfProgramsOfOtherModules() throws IOException {
        CommandLine all = CompletionCommand.commands();
        List<String> compared = new ArrayList<>();
        for (String module : List.of("deployments/cluster", "testing/chaos", "testing/fuzz", "testing/bench")) {
            try (Stream<Path> files = Files.walk(HOME.resolve(module + "/src/main/java"))) {
                for (Path file : files.filter(one -> one.toString().endsWith("Command.java"))
                        .toList()) {
                    String source = Files.readString(file);
                    String name = found(NAME, source).get(0);
                    CommandLine command = module.endsWith("bench") && !name.equals("bench")
                            ? all.getSubcommands().get("bench").getSubcommands().get(name)
                            : all.getSubcommands().get(name);
                    assertThat(command).as(name).isNotNull();
                    if (!name.equals("bench")) {
                        Set<String> declared = new TreeSet<>(found(OPTION, source));
                        // That of benches is a mixin's.
                        Set<String> offered = options(command);
                        offered.removeAll(module.endsWith("bench") ? Set.of("--help", "--json") : Set.of("--help"));
                        declared.remove("--help");
                        assertThat(offered).as(name).isEqualTo(declared);
                    }
                    compared.add(name);
                }
            }
        }
        assertThat(compared)
                .contains("cluster", "chaos", "fuzz", "limit", "import")
                .hasSizeGreaterThan(10);
        assertThat(all.getSubcommands().get("bench").getSubcommands()).hasSize(compared.size() - 4);
    }

    /** Those of a command and of all below it. */
    private static Set<String> options(CommandLine command) {
        Set<String> options = new TreeSet<>();
        command.getCommandSpec().options().forEach(option -> options.add(option.longestName()));
        command.getSubcommands().values().forEach(one -> options.addAll(options(one)));
        return options;
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private List<String> offered(String... typed) throws Exception {
        Path script = Files.writeString(folder.resolve("completion"), CompletionCommand.script());
        List<String> command = new ArrayList<>(List.of("bash", "--norc", "-c", TAB, script.toString()));
        command.addAll(List.of(typed));
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes());
        assertThat(bash.waitFor()).as(said).isZero();
        return said.lines().map(String::strip).toList();
    }
}
