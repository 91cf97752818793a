/** What use workers make of a source's limit. */
@NullMarked
package io.reelsync.bench.limit;

import org.jspecify.annotations.NullMarked;
