package io.reelsync.source.tmdb;

import io.reelsync.source.IdForm;
import io.reelsync.source.SubjectId;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A title's identity, as {@code movie/27205} or {@code tv/57243}.
 *
 * @param number 1 to 999,999,999
 */
record TmdbId(TitleType type, int number) {
    static final IdForm FORM = new IdForm(
            Pattern.compile("(?:movie|tv)/[1-9][0-9]{0,8}"),
            "movie/ or tv/ and a number of 1 to 9 digits, as movie/27205",
            "movie/ 或 tv/ 加 1 到 9 位的编号，例如 movie/27205");

    /** @throws IllegalArgumentException where TMDB has no such ids: what is made of one stays within its path */
    static TmdbId of(SubjectId subject) {
        if (!subject.source().equals(TmdbSource.NAME) || !FORM.allows(subject.id())) {
            throw new IllegalArgumentException(
                    "'" + subject + "' is no title of TMDB: its id has to be " + FORM.inEnglish());
        }
        int slash = subject.id().indexOf('/');
        return new TmdbId(
                TitleType.valueOf(subject.id().substring(0, slash).toUpperCase(Locale.ROOT)),
                Integer.parseInt(subject.id().substring(slash + 1)));
    }

    SubjectId subject() {
        return new SubjectId(TmdbSource.NAME, type.path() + "/" + number);
    }
}
