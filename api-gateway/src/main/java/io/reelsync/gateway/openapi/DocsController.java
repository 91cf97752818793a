package io.reelsync.gateway.openapi;

import io.reelsync.gateway.web.WebJar;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives out the description of the API, and Swagger UI to read and try it. */
@RestController
class DocsController implements WebMvcConfigurer {
    private final OpenApiDocument document;

    DocsController(OpenApiDocument document) {
        this.document = document;
    }

    @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> document() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .body(document.json());
    }

    @GetMapping("/swagger-ui")
    ResponseEntity<Void> pageWithoutSlash() {
        return page("swagger-ui/index.html");
    }

    @GetMapping("/swagger-ui/")
    ResponseEntity<Void> page() {
        return page("index.html");
    }

    /** Relative to what was asked for: a proxy may serve us below a path. */
    private static ResponseEntity<Void> page(String relative) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .header(HttpHeaders.LOCATION, relative)
                .build();
    }

    /**
     * Our own page and start script come before those of the library, which would show somebody else's API. All files
     * of a jar have one time, whatever its version, so they aren't asked whether they have changed since.
     */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/swagger-ui/**")
                .addResourceLocations(
                        "classpath:/io/reelsync/gateway/openapi/swagger-ui/",
                        WebJar.folder("org.webjars", "swagger-ui"))
                .setUseLastModified(false)
                .setCacheControl(CacheControl.maxAge(Duration.ofHours(1)));
    }
}
