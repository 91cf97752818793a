package io.reelsync.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mozilla.javascript.Context;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** What the control room says in its two languages, and how its scripts hang together. */
class ControlRoomTest {
    private static final Pattern USED = Pattern.compile("words\\(\\)\\.(\\w+)|data-(?:words|label)=\"(\\w+)\"");

    /** The names of all words, of those within others too; of those that take a value, how many. */
    private static final String NAMES = """
            ;const namesOf = (words, before) => Object.keys(words).flatMap((name) => {
              const word = words[name];
              if (typeof word === 'object') return namesOf(word, before + name + '.');
              return [before + name + (typeof word === 'function' ? ' ' + word.length : '')];
            });
            namesOf(%s, '').join('\\n');""";

    private static final Pattern PRELOADED = Pattern.compile("<link rel=\"modulepreload\" href=\"([^\"]+)\">");
    private static final Pattern IMPORTED = Pattern.compile("(?m)^import [^;]* from '\\./([^']+)';$");
    private static final Pattern LOADED_LATER = Pattern.compile("\\bimport\\('\\./([^']+)'\\)");

    @Test
    void saysTheSameInBothLanguages() throws IOException {
        assertThat(names("zh")).isEqualTo(names("en")).hasSizeGreaterThan(100);
    }

    @Test
    void hasAllWordsThatItsPagesUse() throws IOException {
        Set<String> said = new TreeSet<>();
        names("en").forEach(name -> said.add(name.split("[. ]")[0]));
        Set<String> used = new TreeSet<>();
        for (String file : files("*.*").values()) {
            USED.matcher(file)
                    .results()
                    .forEach(word -> used.add(word.group(1) == null ? word.group(2) : word.group(1)));
        }

        assertThat(said).containsAll(used);
        assertThat(used).hasSizeGreaterThan(50);
    }

    @Test
    void asksForNothingAtTheTopOfItsHostSoThatAProxyMayServeItBelowAPath() throws IOException {
        files("*.*").forEach((name, file) -> assertThat(file)
                .as(name)
                .doesNotContainPattern("(src|href|action)=[\"']?/|url\\([\"']?/|@import [\"']/")
                .doesNotContainPattern("(?<!ObjectURL\\()\\b(fetch|EventSource|Request)\\((?!path\\.slice\\(1\\))")
                .doesNotContainPattern("\\bfrom ['\"](?!\\./)|\\bimport ['\"]|\\bimport\\((?!'\\./)"));
    }

    @Test
    void beginsWithOneScriptThatLeadsToAllOthersAndNeverBackToItself() throws IOException {
        Map<String, String> scripts = files("*.js");
        assertThat(files("index.html").get("index.html"))
                .containsOnlyOnce("<script ")
                .contains("<script type=\"module\" src=\"app.js\"></script>");
        Set<String> atOnce = new TreeSet<>();
        follow("app.js", scripts, List.of(IMPORTED), List.of(), atOnce);
        Set<String> reached = new TreeSet<>();
        follow("app.js", scripts, List.of(IMPORTED, LOADED_LATER), List.of(), reached);
        Set<String> preloaded = PRELOADED
                .matcher(files("index.html").get("index.html"))
                .results()
                .map(link -> link.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        preloaded.add("app.js");
        assertThat(preloaded).as("asked for at once, not one after the other").isEqualTo(atOnce);
        assertThat(atOnce).as("what an overview needs").hasSizeLessThan(reached.size() / 2);

        // These two are read by the compiler alone.
        reached.addAll(Set.of("calls.js", "types.js"));
        assertThat(reached).isEqualTo(scripts.keySet());
    }

    @Test
    void hasNoScriptThatTheCompilerIsToldToPassOver() throws IOException {
        files("*.js").forEach((name, script) -> assertThat(script)
                .as(name)
                .startsWith("// @ts-check\n")
                .doesNotContain("@ts-ignore", "@ts-expect-error", "@ts-nocheck")
                .doesNotContainPattern("@\\w+ \\{[^}]*\\bany\\b"));
    }

    private static void follow(
            String name, Map<String, String> scripts, List<Pattern> imports, List<String> way, Set<String> reached) {
        assertThat(way).as("the way to " + name).doesNotContain(name);
        assertThat(scripts).as("%s, then %s", way, name).containsKey(name);
        reached.add(name);
        List<String> further = new ArrayList<>(way);
        further.add(name);
        imports.stream()
                .flatMap(each -> each.matcher(scripts.get(name)).results())
                .forEach(found -> follow(found.group(1), scripts, imports, further, reached));
    }

    private static Map<String, String> files(String pattern) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath:static/" + pattern)) {
            files.put(file.getFilename(), file.getContentAsString(StandardCharsets.UTF_8));
        }
        return files;
    }

    private static List<String> names(String language) throws IOException {
        String file = "words-" + language + ".js";
        // Rhino knows no modules. The words import nothing: without that word they are a script.
        String table = files(file).get(file).replaceFirst("(?m)^export ", "");
        try (Context script = Context.enter()) {
            Object names = script.evaluateString(
                    script.initStandardObjects(), table + NAMES.formatted(language), file, 1, null);
            return Arrays.stream(Context.toString(names).split("\n")).sorted().toList();
        }
    }
}
