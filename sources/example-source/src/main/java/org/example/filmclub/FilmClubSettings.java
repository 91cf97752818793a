package org.example.filmclub;

import io.reelsync.source.Rate;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the film club's archive is read.
 *
 * @param url where it is
 * @param rate the most requests in a time, of all workers together; the club refuses whoever sends more than ten a second
 * @param listSize how many films a run lists, 1 to 500
 */
@Validated
@ConfigurationProperties("reelsync.filmclub")
record FilmClubSettings(
        @DefaultValue("http://127.0.0.1:8600") URI url,
        @DefaultValue("5/1s") Rate rate,
        @Min(1) @Max(500) @DefaultValue("80") int listSize) {

    FilmClubSettings {
        if (url.getHost() == null || !url.toString().matches("https?://[^?#]*[^?#/]")) {
            throw new IllegalArgumentException("reelsync.filmclub.url is '" + url
                    + "': write an http:// or https:// address without a slash at its end");
        }
    }
}
