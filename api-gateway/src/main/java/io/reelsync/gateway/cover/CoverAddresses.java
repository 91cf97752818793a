package io.reelsync.gateway.cover;

import io.reelsync.cover.CoverSettings;
import io.reelsync.cover.CoverWidth;
import io.reelsync.cover.Covers;
import io.reelsync.gateway.security.SignedAddresses;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where our copies of posters can be had. */
@Component
public class CoverAddresses {
    private final CoverSettings settings;
    private final Sources sources;
    private final SignedAddresses signed;

    CoverAddresses(CoverSettings settings, Sources sources, SignedAddresses signed) {
        this.settings = settings;
        this.sources = sources;
        this.signed = signed;
    }

    /**
     * The signed address of our copy, relative to the site; null where there can be none.
     *
     * @param poster where the source has it; null where the video has no poster
     */
    public @Nullable String of(long videoId, @Nullable String poster) {
        if (poster == null || sourceOf(poster).isEmpty()) {
            return null;
        }
        return signed.sign("/api/videos/" + videoId + "/cover?width=" + CoverWidth.MEDIUM.pixels() + "&version="
                + Covers.version(poster));
    }

    /** The source that has pictures at an address; empty where none has, or covers are not kept at all. */
    Optional<Source> sourceOf(String poster) {
        return settings.enabled()
                ? sources.all().stream()
                        .filter(source -> source.pictures()
                                .flatMap(pictures -> pictures.request(poster))
                                .isPresent())
                        .findFirst()
                : Optional.empty();
    }
}
