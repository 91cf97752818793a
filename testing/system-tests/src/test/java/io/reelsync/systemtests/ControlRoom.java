package io.reelsync.systemtests;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/** The control room in a tab, by what somebody sees and presses there. Each step waits until it can be taken. */
class ControlRoom {
    /** A dialog that is open covers everything else. */
    private static final String IN_FRONT = """
            const front = document.querySelector('dialog[open]') || document.body;
            const seen = (element) => element.checkVisibility() && element.getClientRects().length > 0;
            const told = (element) => element.textContent.replace(/\\s+/g, ' ').trim();
            """;
    /** The innermost place that has the text comes last. */
    private static final String PRESSABLE = """
            const [words, kinds, part] = arguments;
            const places = [...(kinds === 'body' ? [front] : front.querySelectorAll(kinds))];
            return places.filter((place) => seen(place) && place.innerText.includes(part)).reverse()
              .flatMap((place) => [...place.querySelectorAll('button, a')])
              .find((each) => told(each) === words && seen(each));
            """;

    private static final String FIELD = """
            const label = [...front.querySelectorAll('label')].find((each) => told(each) === arguments[0] && seen(each));
            return label && document.getElementById(label.htmlFor);
            """;
    private static final Pattern TOTAL = Pattern.compile("(\\d+) titles?\\b");

    private final ChromeDriver driver;
    private final String url;

    ControlRoom(ChromeDriver driver, String url) {
        this.driver = driver;
        this.url = url;
    }

    /** @param place what follows the {@code #} of the address */
    ControlRoom open(String place) {
        driver.get(url + "/#" + place);
        return settled();
    }

    ControlRoom reload() {
        driver.navigate().refresh();
        return settled();
    }

    ControlRoom back() {
        driver.navigate().back();
        return settled();
    }

    /** Until no call is without its answer. */
    ControlRoom settled() {
        once(
                "all answers",
                () -> driver.executeScript(
                        "return document.readyState === 'complete' && (window.unanswered || 0) === 0 || null"));
        return this;
    }

    ControlRoom signIn(String username, String password) {
        return fill("User name", username).fill("Password", password).press("Sign in");
    }

    /** Follows the link of that page at the top. */
    ControlRoom go(String page) {
        press(page, "nav", page);
        return this;
    }

    /** Presses a button, or follows a link, wherever it is. */
    ControlRoom press(String words) {
        return press(words, "body", "");
    }

    /** The same in the line of a table or a list that has a text, or else in the section. */
    ControlRoom press(String words, String part) {
        return press(words, "tr, li, section, form", part);
    }

    private ControlRoom press(String words, String kinds, String part) {
        once("'" + words + "' to press by '" + part + "'", () -> {
            WebElement wanted = found(PRESSABLE, words, kinds, part);
            // Not below the bar that stays at the top.
            driver.executeScript("arguments[0].scrollIntoView({ block: 'center' })", wanted);
            wanted.click();
            return true;
        });
        return settled();
    }

    /** What a script finds. The driver's own ways take a call for each element that is looked at. */
    private WebElement found(String script, Object... arguments) {
        Object found = driver.executeScript(IN_FRONT + script, arguments);
        if (found instanceof WebElement element) {
            return element;
        }
        throw new NotThereYet();
    }

    /** Fills the field of that label with a text, or chooses that of its options. */
    ControlRoom fill(String label, String text) {
        return once("a field '" + label + "'", () -> {
            WebElement field = field(label);
            if (field.getTagName().equals("select")) {
                field.findElement(By.xpath(".//option[normalize-space()=\"%s\"]".formatted(text)))
                        .click();
            } else {
                field.clear();
                field.sendKeys(text);
            }
            return this;
        });
    }

    /** What is in the field of that label: of a choice, the value of its option. */
    String valueOf(String label) {
        return once("a field '" + label + "'", () -> field(label).getDomProperty("value"));
    }

    private WebElement field(String label) {
        return found(FIELD, label);
    }

    /** Goes to the first such place that the page has a link to. */
    ControlRoom openFirst(String place) {
        once("a link to " + place, () -> {
            driver.findElement(By.cssSelector("a[href*='" + place + "']")).click();
            return true;
        });
        return settled();
    }

    /** Closes what is open over the page, by the keyboard. */
    void closeDialog() {
        driver.switchTo().activeElement().sendKeys(Keys.ESCAPE);
        once(
                "the dialog to be gone",
                () -> driver.findElements(By.cssSelector("dialog[open]")).isEmpty() ? true : null);
    }

    /** Opens the first such place that the page has a link to in another tab, by the control key, and looks at that. */
    void openInAnotherTab(String place) {
        List<String> before = List.copyOf(driver.getWindowHandles());
        once("a link to " + place, () -> {
            WebElement link = driver.findElement(By.cssSelector("a[href*='" + place + "']"));
            driver.executeScript("arguments[0].scrollIntoView({ block: 'center' })", link);
            new Actions(driver)
                    .keyDown(Keys.CONTROL)
                    .click(link)
                    .keyUp(Keys.CONTROL)
                    .perform();
            return true;
        });
        String opened = once("another tab", () -> driver.getWindowHandles().stream()
                .filter(tab -> !before.contains(tab))
                .findFirst()
                .orElse(null));
        driver.switchTo().window(opened);
    }

    /** Waits until the page shows all of these. */
    ControlRoom shows(String... texts) {
        for (String text : texts) {
            once("'" + text + "' to be shown", () -> text().contains(text) ? true : null);
        }
        return this;
    }

    /** Waits until the page doesn't show this any more. */
    ControlRoom showsNo(String text) {
        once("'" + text + "' to be gone", () -> text().contains(text) ? null : true);
        return this;
    }

    /** All that can be read on the page. */
    String text() {
        return String.valueOf(driver.executeScript("return document.body.innerText"));
    }

    /** How many titles the list says that there are in all. */
    int total() {
        return Integer.parseInt(once("a total", () -> {
            Matcher found = TOTAL.matcher(text());
            return found.find() ? found.group(1) : null;
        }));
    }

    /** How many pixels wider the page is than its window. */
    long overhang() {
        return (Long) driver.executeScript("return document.scrollingElement.scrollWidth - window.innerWidth");
    }

    /** Waits for a first result. The page makes its parts anew at each change: what was found a moment ago may be gone. */
    private <T> T once(String wanted, Callable<T> look) {
        try {
            return Awaitility.await()
                    .ignoreExceptionsMatching(WebDriverException.class::isInstance)
                    .until(look, found -> found != null);
        } catch (ConditionTimeoutException never) {
            throw new AssertionError(
                    "%s never came at %s, which says: %s".formatted(wanted, driver.getCurrentUrl(), text()), never);
        }
    }

    private static class NotThereYet extends WebDriverException {
        private static final long serialVersionUID = 1L;
    }
}
