package io.reelsync.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/**
 * The control room's files. Browsers ask each time whether the page has changed: by what is in it, since all files of a
 * jar have one time. Its scripts and styles it names below {@code assets/VERSION/}, from where they are kept for good:
 * what they hold is what the version is made of.
 */
@Configuration(proxyBeanMethods = false)
class StaticFiles implements WebMvcConfigurer {
    private static final String FILES = "classpath:/static/";
    private static final String ASSETS = "assets/";
    /** An address of a file beside the page. */
    private static final Pattern BESIDE = Pattern.compile("(href|src)=\"([\\w-]+\\.(?:js|css|svg))\"");

    private final Map<String, String> tags = new ConcurrentHashMap<>();
    private final String version = version();

    /** In the place of Spring Boot's own handler for these files. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/" + ASSETS + version + "/**")
                .addResourceLocations(FILES)
                .setUseLastModified(false)
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        // Nothing is cached here: anybody may make up versions. While gateways are replaced, the page may come from one
        // and its scripts from another.
        registry.addResourceHandler("/" + ASSETS + "*/**")
                .addResourceLocations(FILES)
                .setUseLastModified(false)
                .setEtagGenerator(this::tag)
                .setCacheControl(CacheControl.noCache())
                .resourceChain(false)
                .addResolver(new OtherVersions());
        registry.addResourceHandler("/**")
                .addResourceLocations(FILES)
                .setUseLastModified(false)
                .setEtagGenerator(this::tag)
                .setCacheControl(CacheControl.noCache())
                .resourceChain(false)
                .addTransformer(this::withVersion);
    }

    private Resource withVersion(HttpServletRequest request, Resource file, ResourceTransformerChain chain)
            throws IOException {
        Resource given = chain.transform(request, file);
        if (!"index.html".equals(given.getFilename())) {
            return given;
        }
        String page = given.getContentAsString(StandardCharsets.UTF_8);
        return new TransformedResource(
                given,
                BESIDE.matcher(page)
                        .replaceAll("$1=\"" + ASSETS + version + "/$2\"")
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** A weak one: a file may be sent compressed. */
    private String tag(Resource file) {
        return tags.computeIfAbsent(
                file.getFilename() + " " + file.getDescription(), name -> "W/\"" + digest(List.of(file)) + "\"");
    }

    private static String version() {
        try {
            return digest(Arrays.stream(new PathMatchingResourcePatternResolver().getResources(FILES + "*.*"))
                            .sorted(Comparator.comparing(file -> String.valueOf(file.getFilename())))
                            .toList())
                    .substring(0, 12);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(List<Resource> files) {
        StringBuilder digests = new StringBuilder();
        for (Resource file : files) {
            try (InputStream content = file.getInputStream()) {
                digests.append(file.getFilename()).append(DigestUtils.md5DigestAsHex(content));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return DigestUtils.md5DigestAsHex(digests.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Finds a file whatever version stands before its name. */
    private static final class OtherVersions implements ResourceResolver {

        @Override
        public @Nullable Resource resolveResource(
                @Nullable HttpServletRequest request,
                String path,
                List<? extends Resource> locations,
                ResourceResolverChain chain) {
            int end = path.indexOf('/');
            return end < 0 ? null : chain.resolveResource(request, path.substring(end + 1), locations);
        }

        @Override
        public @Nullable String resolveUrlPath(
                String path, List<? extends Resource> locations, ResourceResolverChain chain) {
            return null; // Nobody asks for the address of another version.
        }
    }
}
