/** How fast the archive of raw pages is read again. */
@NullMarked
package io.reelsync.bench.reparse;

import org.jspecify.annotations.NullMarked;
