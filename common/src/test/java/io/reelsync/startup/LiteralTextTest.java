package io.reelsync.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySourcesPropertyResolver;

class LiteralTextTest {

    @Test
    void isTheTextItselfToSpringHoweverMuchItLooksLikeNames() {
        String signs = "${}\\:#a";
        Random random = new Random(14);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(12), 0, signs.length()).forEach(sign -> text.append(signs.charAt(sign)));

            assertThat(read(LiteralText.of(text.toString()), "given")).isEqualTo(text.toString());
            assertThat(read(LiteralText.of(text.toString()), "named")).isEqualTo(text.toString());
        }
    }

    private static String read(String given, String property) {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addFirst(new MapPropertySource("one", Map.of("given", given, "named", "${given:}", "a", "another")));
        return new PropertySourcesPropertyResolver(sources).getRequiredProperty(property);
    }
}
