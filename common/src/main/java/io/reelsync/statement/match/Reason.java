package io.reelsync.statement.match;

/** What speaks for or against two titles being one. */
public enum Reason {
    SAME_IMDB,
    DIFFERENT_IMDB,
    SAME_TITLE,
    SHARED_NAME,
    SAME_YEAR,
    YEAR_BY_ONE,
    YEAR_UNKNOWN,
    SHARED_DIRECTOR,
    SHARED_ACTORS,
    OTHER_PEOPLE,
    PEOPLE_UNKNOWN,
    KIND_UNKNOWN,
    /** It can't be told whether one is a season and the other a series. */
    SEASON_UNCLEAR,
    /** One is numbered as a part, and the name that they share isn't. */
    PART_UNCLEAR,
    OTHER_RUNTIME,
    /** Another title of the same source matches as well. */
    RIVAL,
    /** Both match a third title, and can't be one. */
    CONFLICT
}
