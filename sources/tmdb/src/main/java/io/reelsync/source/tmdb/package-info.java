/** TMDB, The Movie Database: films and series from version 3 of its API. */
@NullMarked
package io.reelsync.source.tmdb;

import org.jspecify.annotations.NullMarked;
