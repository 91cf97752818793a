package io.reelsync.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openqa.selenium.chrome.ChromeDriver;

/** Deque's rules of accessibility. */
class Axe {
    private static final String RUN = """
            const [part, told] = arguments;
            axe.run(part, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }).then((found) => told(found.violations.flatMap((rule) =>
              rule.nodes.map((node) => rule.id + ': ' + node.html.slice(0, 120) + ' ' + node.failureSummary.slice(0, 250)))),
              (failure) => told(['axe failed: ' + failure]));""";

    private final ChromeDriver driver;
    private final String script;

    Axe(ChromeDriver driver) {
        this.driver = driver;
        try (InputStream file = Axe.class.getResourceAsStream("/axe.min.js")) {
            this.script = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a part of the page in front breaks, each with its markup. */
    List<?> violations(String part) {
        if (Boolean.FALSE.equals(driver.executeScript("return typeof axe === 'object'"))) {
            driver.executeScript(script);
        }
        return (List<?>) driver.executeAsyncScript(RUN, part);
    }
}
