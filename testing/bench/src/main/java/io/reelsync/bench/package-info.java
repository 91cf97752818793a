/** Measures how fast things are, as ratios within one run: what one machine needs in milliseconds says little of another. */
@NullMarked
package io.reelsync.bench;

import org.jspecify.annotations.NullMarked;
