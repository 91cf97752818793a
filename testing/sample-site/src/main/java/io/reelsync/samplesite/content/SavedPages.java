package io.reelsync.samplesite.content;

import io.reelsync.samplesite.catalogue.TitleFacts;
import io.reelsync.samplesite.page.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pages saved in a folder, given byte for byte, and the lists beside them. Read anew for each request. */
public final class SavedPages implements Content {
    private static final Pattern PAGE_FILE = Pattern.compile("(\\d{1,12})\\.html");
    private static final String EXPECTED =
            "expected are saved pages named <id>.html and, if there are lists, recent_hot_movie.json and recent_hot_tv.json";

    private final Path folder;
    private final JsonMapper json = JsonMapper.shared();

    /** @throws IllegalArgumentException where the folder can't be read, has no page, or has a list that is none */
    public SavedPages(Path folder) {
        this.folder = folder;
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            throw new IllegalArgumentException(
                    "The pages folder %s is not a folder that can be read: %s".formatted(folder, EXPECTED));
        }
        if (ids().isEmpty()) {
            throw new IllegalArgumentException("The pages folder %s holds no page: %s".formatted(folder, EXPECTED));
        }
        listFile(SiteFeed.MOVIES);
        listFile(SiteFeed.TV);
    }

    @Override
    public Optional<Page> page(long id, String base) {
        return bytes(id + ".html").map(Page::of);
    }

    @Override
    public Optional<OtherPage> otherPage(long id, String base) {
        return ids().stream().filter(other -> other != id).findFirst().flatMap(other -> page(other, base)
                .map(page -> new OtherPage(other, page)));
    }

    /** None: what stands on a saved page is for others to say. */
    @Override
    public Optional<TitleFacts> facts(long id, String base) {
        return Optional.empty();
    }

    /** Saved pages are of the desktop site: the folder holds no details as JSON. */
    @Override
    public Optional<DetailsAnswer> details(long id, String base) {
        return Optional.empty();
    }

    @Override
    public Optional<DetailsAnswer> otherDetails(long id, String base) {
        return Optional.empty();
    }

    @Override
    public ListAnswer list(SiteFeed feed, int start, int limit, String base) {
        if (feed != SiteFeed.MOVIES && feed != SiteFeed.TV) {
            return new ListAnswer(List.of(), 0, start, 0);
        }
        Optional<JsonNode> file = listFile(feed);
        if (file.isPresent()) {
            List<JsonNode> items = List.copyOf(file.get().get("items").values());
            int total = file.get().path("total").asInt(items.size());
            return ListAnswer.part(items, total, start, limit);
        }
        List<ListedTitle> items = new ArrayList<>();
        for (long id : ids()) {
            page(id, base)
                    .map(page -> SavedPage.of(id, page.text()))
                    .filter(page -> page.isSerial() == (feed == SiteFeed.TV))
                    .ifPresent(page -> items.add(page.listed()));
        }
        return ListAnswer.part(items, items.size(), start, limit);
    }

    @Override
    public List<Long> listed(SiteFeed feed) {
        return list(feed, 0, Integer.MAX_VALUE, "").items().stream()
                .map(item -> item instanceof ListedTitle listed
                        ? listed.id()
                        : ((JsonNode) item).path("id").asString())
                .map(Long::valueOf)
                .toList();
    }

    @Override
    public boolean has(long id) {
        return Files.isRegularFile(folder.resolve(id + ".html"));
    }

    private List<Long> ids() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> PAGE_FILE.matcher(String.valueOf(file.getFileName())))
                    .filter(name -> name.matches())
                    .map(name -> Long.valueOf(name.group(1)))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "The pages folder %s can't be read (%s): %s".formatted(folder, unreadable.getMessage(), EXPECTED),
                    unreadable);
        }
    }

    private Optional<JsonNode> listFile(SiteFeed feed) {
        String name = feed == SiteFeed.MOVIES ? "recent_hot_movie.json" : "recent_hot_tv.json";
        return bytes(name).map(bytes -> parsed(name, bytes));
    }

    private JsonNode parsed(String name, byte[] bytes) {
        try {
            JsonNode list = json.readTree(bytes);
            if (list.path("items").isArray()) {
                return list;
            }
        } catch (JacksonException noJson) {
            throw new IllegalArgumentException(
                    "The list %s is no JSON (%s)".formatted(folder.resolve(name), noJson.getOriginalMessage()), noJson);
        }
        throw new IllegalArgumentException("The list %s has no array \"items\"".formatted(folder.resolve(name)));
    }

    private Optional<byte[]> bytes(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("can't read " + file, unreadable);
        }
    }
}
