package io.reelsync.source.stub;

import io.reelsync.source.Rate;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the stub is read.
 *
 * @param url where its site is, without a slash at the end
 * @param rate the most requests in a time
 * @param listSize how many titles of each feed a run lists
 */
@ConfigurationProperties("reelsync.stub")
record StubSettings(
        @DefaultValue("http://stub.invalid") URI url,
        @DefaultValue("40/1s") Rate rate,
        @DefaultValue("80") int listSize) {}
