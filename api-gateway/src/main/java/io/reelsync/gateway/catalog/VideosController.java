package io.reelsync.gateway.catalog;

import io.reelsync.gateway.index.Facets;
import io.reelsync.gateway.index.VideoFilter;
import io.reelsync.gateway.index.VideoSort;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.gateway.web.PathId;
import io.reelsync.gateway.web.Responses;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Where the stored videos are read. What hasn't changed since a client saw it is answered with 304. */
@RestController
@RequestMapping("/api/videos")
class VideosController {
    private static final String[] PARAMETERS = Stream.concat(
                    Stream.of("page", "size", "sort", "after"), VideoFilter.PARAMETERS.stream())
            .toArray(String[]::new);

    private final VideoSearch search;
    private final Responses responses;

    VideosController(VideoSearch search, Responses responses) {
        this.search = search;
        this.responses = responses;
    }

    /** With the address of the next page in the header Link (RFC 8288), which goes on after the last video of this one. */
    @GetMapping
    ResponseEntity<Envelope<Listing<VideoJson>>> list(
            @RequestParam Map<String, String> query, HttpServletResponse response) {
        Fields fields = Fields.ofQuery(query, PARAMETERS);
        Paging paging = Paging.of(fields, query);
        VideoFilter filter = VideoFilter.read(fields, query);
        VideoSort sort = sort(fields, query.get("sort"));
        Cursor after = after(fields, query, sort);
        fields.check();
        VideoSearch.Part part = after == null
                ? search.page(filter, sort, paging.size(), paging.offset())
                : search.after(filter, after, paging.size());
        List<VideoJson> videos = part.videos();
        if (videos.size() == paging.size()) {
            Cursor last = search.cursor(videos.get(videos.size() - 1), sort);
            response.setHeader(HttpHeaders.LINK, next(query, last));
        }
        return responses.okUnlessUnchanged(new Listing<>(videos, paging.page(), paging.size(), part.total()));
    }

    /** With the same filters as the list. */
    @GetMapping("/facets")
    ResponseEntity<Envelope<Facets>> facets(@RequestParam Map<String, String> query) {
        Fields fields = Fields.ofQuery(query, VideoFilter.PARAMETERS.toArray(String[]::new));
        VideoFilter filter = VideoFilter.read(fields, query);
        fields.check();
        return responses.okUnlessUnchanged(search.facets(filter));
    }

    /** One that its source has merged into another title is to be looked for there; a client that follows finds it. */
    @GetMapping("/{id}")
    ResponseEntity<Envelope<VideoJson>> one(@PathVariable String id) {
        Optional<Long> number = PathId.parse(id);
        Optional<Long> successor = number.flatMap(search::successor);
        if (successor.isPresent()) {
            return responses.moved("videos.merged", successor.get().toString());
        }
        return number.flatMap(search::find).map(responses::okUnlessUnchanged).orElseThrow(ApiException::notFound);
    }

    private static VideoSort sort(Fields fields, @Nullable String sort) {
        if (sort == null || sort.isEmpty()) {
            return VideoSort.NEWEST;
        }
        fields.oneOf("sort", sort, VideoSort.names());
        return VideoSort.find(sort).orElse(VideoSort.NEWEST);
    }

    private static @Nullable Cursor after(Fields fields, Map<String, String> query, VideoSort sort) {
        String text = query.getOrDefault("after", "");
        if (text.isEmpty()) {
            return null;
        }
        Optional<Cursor> cursor = Cursor.parse(text).filter(place -> place.sort() == sort);
        if (cursor.isEmpty()) {
            fields.refuse("after", "videos.after");
        } else if (query.containsKey("page")) {
            fields.refuse("page", "videos.page");
        }
        return cursor.orElse(null);
    }

    private static String next(Map<String, String> query, Cursor last) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/api/videos");
        query.forEach((name, value) -> {
            if (!name.equals("page") && !name.equals("after")) {
                address.queryParam(name, "{" + name + "}");
            }
        });
        return "<" + address.queryParam("after", last.text()).encode().buildAndExpand(query) + ">; rel=\"next\"";
    }
}
