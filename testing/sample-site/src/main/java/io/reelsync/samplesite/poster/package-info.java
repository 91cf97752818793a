/** Posters: their addresses and the pictures themselves. */
@NullMarked
package io.reelsync.samplesite.poster;

import org.jspecify.annotations.NullMarked;
