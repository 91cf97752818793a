package io.reelsync.cover;

import io.reelsync.startup.StartRefused;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CoverConfiguration {

    /** Where covers are kept is decided at the start; without either nobody asks it for anything. */
    @Bean
    CoverStore coverStore(CoverSettings settings) {
        if (!settings.s3().enabled()) {
            return new FolderCoverStore(Path.of(settings.dir()));
        }
        if (!settings.dir().isBlank()) {
            throw new StartRefused(
                    "REELSYNC_COVERS_DIR and REELSYNC_COVERS_S3_BUCKET are both set: posters are kept in one"
                            + " place, unset the other");
        }
        if (settings.s3().accessKey().isEmpty() != settings.s3().secretKey().isEmpty()) {
            throw new StartRefused(
                    "REELSYNC_COVERS_S3_ACCESS_KEY and REELSYNC_COVERS_S3_SECRET_KEY are set together, or"
                            + " neither is");
        }
        return new S3CoverStore(settings.s3());
    }
}
