package io.reelsync.gateway.cover;

import io.reelsync.cover.CoverState;
import io.reelsync.cover.CoverStore;
import io.reelsync.cover.CoverWidth;
import io.reelsync.cover.Covers;
import io.reelsync.cover.Covers.Cover;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.PathId;
import io.reelsync.source.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Gives out our copies of posters. One that isn't there yet is noted as wanted, for a worker to fetch: no gateway speaks to a
 * source. Until it is there, and where there can be none, a placeholder is given, two by three grey pixels, which a header
 * tells apart.
 */
@RestController
class CoverController {
    private static final byte[] PLACEHOLDER = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAAAAACcgYFdAAAADUlEQVR42mPo6GAAIwAOYQMx+ozwLwAAAABJRU5ErkJggg==");
    private static final String STATE = "X-Cover";
    private static final Duration KEPT_FOR = Duration.ofDays(365);
    private static final Duration NONE_FOR = Duration.ofHours(1);
    private static final int WIDEST = 10_000;

    private final Covers covers;
    private final CoverStore files;
    private final CoverAddresses addresses;

    CoverController(Covers covers, CoverStore files, CoverAddresses addresses) {
        this.covers = covers;
        this.files = files;
        this.addresses = addresses;
    }

    /** Whoever comes here has a token, or a signed address: what signs and ends it is looked at before. */
    @GetMapping("/api/videos/{id}/cover")
    ResponseEntity<byte[]> cover(@PathVariable String id, @RequestParam Map<String, String> query) throws IOException {
        Fields fields = Fields.ofQuery(query, "width", "version", "until", "sig", "again");
        int pixels = fields.wholeNumber("width", query.get("width"), CoverWidth.MEDIUM.pixels(), 1, WIDEST);
        fields.check();
        Cover cover = PathId.parse(id).flatMap(covers::find).orElseThrow(ApiException::notFound);
        CoverWidth width = CoverWidth.atLeast(pixels);
        if (cover.state() == CoverState.STORED && cover.content() != null) {
            Optional<byte[]> picture = files.find(cover.content(), width);
            if (picture.isPresent()) {
                return stored(cover, width, picture.get(), query.get("version"));
            }
            covers.wantAgain(cover.videoId(), String.valueOf(cover.version()));
            return wanted();
        }
        return notStored(cover);
    }

    /** The picture of an address never changes: whoever names its version need not ask again. */
    private static ResponseEntity<byte[]> stored(
            Cover cover, CoverWidth width, byte[] picture, @Nullable String version) {
        CacheControl cache = String.valueOf(cover.version()).equals(version)
                ? CacheControl.maxAge(KEPT_FOR).cachePrivate().immutable()
                : CacheControl.noCache().cachePrivate();
        return ResponseEntity.ok()
                .eTag("\"" + cover.content() + "-" + width.pixels() + "\"")
                .cacheControl(cache)
                .header(STATE, "stored")
                .contentType(MediaType.IMAGE_JPEG)
                .body(picture);
    }

    private ResponseEntity<byte[]> notStored(Cover cover) {
        String poster = cover.address();
        Optional<Source> source = poster == null ? Optional.empty() : addresses.sourceOf(poster);
        if (poster == null || source.isEmpty() || cover.state() == CoverState.DEAD) {
            return placeholder(
                    HttpStatus.OK, "none", CacheControl.maxAge(NONE_FOR).cachePrivate());
        }
        if (cover.state() == null) {
            covers.want(cover.videoId(), source.get().name(), poster);
        }
        return wanted();
    }

    private static ResponseEntity<byte[]> wanted() {
        return placeholder(HttpStatus.ACCEPTED, "wanted", CacheControl.noStore());
    }

    private static ResponseEntity<byte[]> placeholder(HttpStatus status, String state, CacheControl cache) {
        return ResponseEntity.status(status)
                .cacheControl(cache)
                .header(STATE, state)
                .contentType(MediaType.IMAGE_PNG)
                .body(PLACEHOLDER);
    }
}
