package io.reelsync.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mozilla.javascript.Context;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** What the control room says, in its two languages. */
class ControlRoomTest {
    private static final Pattern USED = Pattern.compile("words\\(\\)\\.(\\w+)|data-(?:words|label)=\"(\\w+)\"");

    /** The names of all words, of those within others too; of those that take a value, how many. */
    private static final String NAMES = """
            ;const namesOf = (words, before) => Object.keys(words).flatMap((name) => {
              const word = words[name];
              if (typeof word === 'object') return namesOf(word, before + name + '.');
              return [before + name + (typeof word === 'function' ? ' ' + word.length : '')];
            });
            namesOf(WORDS['%s'], '').join('\\n');""";

    @Test
    void saysTheSameInBothLanguages() throws IOException {
        assertThat(names("zh")).isEqualTo(names("en")).hasSizeGreaterThan(100);
    }

    @Test
    void hasAllWordsThatItsPagesUse() throws IOException {
        Set<String> said = new TreeSet<>();
        names("en").forEach(name -> said.add(name.split("[. ]")[0]));
        Set<String> used = new TreeSet<>();
        for (Resource page : new PathMatchingResourcePatternResolver().getResources("classpath:static/*.*")) {
            USED.matcher(page.getContentAsString(StandardCharsets.UTF_8))
                    .results()
                    .forEach(word -> used.add(word.group(1) == null ? word.group(2) : word.group(1)));
        }

        assertThat(said).containsAll(used);
        assertThat(used).hasSizeGreaterThan(50);
    }

    @Test
    void asksForNothingAtTheTopOfItsHostSoThatAProxyMayServeItBelowAPath() throws IOException {
        for (Resource page : new PathMatchingResourcePatternResolver().getResources("classpath:static/*.*")) {
            assertThat(page.getContentAsString(StandardCharsets.UTF_8))
                    .as(page.getFilename())
                    .doesNotContainPattern("(src|href|action)=[\"']?/|url\\([\"']?/|@import [\"']/")
                    .doesNotContainPattern("(?<!ObjectURL\\()\\b(fetch|EventSource|Request)\\((?!path\\.slice\\(1\\))");
        }
    }

    private static List<String> names(String language) throws IOException {
        String words = new PathMatchingResourcePatternResolver()
                .getResource("classpath:static/words.js")
                .getContentAsString(StandardCharsets.UTF_8);
        // Its last part asks the browser which language to begin with.
        String table = words.substring(0, words.indexOf("const LANGUAGE_KEY"));
        try (Context script = Context.enter()) {
            Object names = script.evaluateString(
                    script.initStandardObjects(), table + NAMES.formatted(language), "words.js", 1, null);
            return Arrays.stream(Context.toString(names).split("\n")).sorted().toList();
        }
    }
}
