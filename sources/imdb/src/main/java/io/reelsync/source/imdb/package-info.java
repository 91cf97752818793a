/** IMDb's public datasets: tables of millions of titles, as files. */
@NullMarked
package io.reelsync.source.imdb;

import org.jspecify.annotations.NullMarked;
