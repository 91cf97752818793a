/** How long a start takes, and what a service takes that has nothing to do. */
@NullMarked
package io.reelsync.bench.start;

import org.jspecify.annotations.NullMarked;
