/** {@code reelsync bench covers}: how fast a worker mirrors posters, and what that takes. */
@NullMarked
package io.reelsync.bench.cover;

import org.jspecify.annotations.NullMarked;
