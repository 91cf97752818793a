package io.reelsync.systemtests;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium as Debian has it. It looks as it is told, and remembers what pages complained of. */
class Chromium implements AutoCloseable {
    /** Runs in each new page before anything else: counts the calls that are not answered, and keeps breaches of the policy. */
    private static final String WATCH = """
            window.unanswered = 0;
            window.breaches = [];
            addEventListener('securitypolicyviolation', (breach) => {
              window.breaches.push(breach.violatedDirective + ' ' + breach.blockedURI + ' in ' + breach.sourceFile);
            });
            const plain = window.fetch;
            window.fetch = (...asked) => {
              window.unanswered += 1;
              return plain(...asked).finally(() => setTimeout(() => { window.unanswered -= 1; }, 50));
            };""";

    final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
        watch();
    }

    static Chromium start() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium", "REELSYNC_CHROMIUM"));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-proxy-server",
                "--lang=en-GB",
                "--window-size=1280,900");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.SEVERE);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver", "REELSYNC_CHROMEDRIVER"))
                .usingAnyFreePort()
                .build();
        return new Chromium(new ChromeDriver(service, options));
    }

    private static File program(String name, String setting) {
        Path place = Path.of(System.getenv().getOrDefault(setting, "/usr/bin/" + name));
        if (!Files.isExecutable(place)) {
            throw new IllegalStateException(
                    "%s is missing: ./reelsync test installs it as root on Debian (chromium, chromium-driver);"
                                    .formatted(place)
                            + " elsewhere install it, or name it in " + setting
                            + ". To go without tests in a browser: -Dtest='!BrowserTest'");
        }
        return place.toFile();
    }

    /** Another tab, which is the one that is looked at from now on. */
    void openTab() {
        driver.switchTo().newWindow(WindowType.TAB);
        watch();
    }

    /** Closes all tabs but one, and looks at that. */
    void closeOtherTabs(String kept) {
        for (String tab : driver.getWindowHandles()) {
            if (!tab.equals(kept)) {
                driver.switchTo().window(tab).close();
            }
        }
        driver.switchTo().window(kept);
    }

    private void watch() {
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
    }

    /** @param theme {@code light} or {@code dark} */
    void look(int width, String theme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    /** What went wrong in all tabs since the last time this was asked: errors in the console, and breaches of the policy. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        driver.manage().logs().get(LogType.BROWSER).forEach(line -> complaints.add(line.getMessage()));
        Object breaches = driver.executeScript("return (window.breaches || []).splice(0)");
        ((List<?>) breaches).forEach(breach -> complaints.add("against the content policy: " + breach));
        return complaints;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
