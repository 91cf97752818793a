/** What others say of the same made-up titles: an API shaped like TMDB's, and files shaped like IMDb's datasets. */
@NullMarked
package io.reelsync.samplesite.elsewhere;

import org.jspecify.annotations.NullMarked;
