/** Knows which servers answer, so that what needs one waits for it rather than failing again and again. */
@NullMarked
package io.reelsync.outage;

import org.jspecify.annotations.NullMarked;
