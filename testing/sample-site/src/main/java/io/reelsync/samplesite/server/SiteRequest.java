package io.reelsync.samplesite.server;

import java.util.Map;

/**
 * What a request asks for.
 *
 * @param pathQuery path and query as sent
 * @param path the path, decoded
 * @param base the site's own base address as the caller knows it
 * @param gzip whether the caller takes gzip
 * @param known whether the caller sent the site's cookie
 * @param signedIn whether the caller sent the cookie of somebody who is signed in
 * @param token whether the caller sent a bearer token
 */
record SiteRequest(
        String method,
        String pathQuery,
        String path,
        Map<String, String> parameters,
        String base,
        boolean referred,
        boolean gzip,
        boolean known,
        boolean signedIn,
        boolean token) {
    SiteRequest withoutGzip() {
        return new SiteRequest(method, pathQuery, path, parameters, base, referred, false, known, signedIn, token);
    }

    String parameter(String name, String otherwise) {
        return parameters.getOrDefault(name, otherwise);
    }
}
