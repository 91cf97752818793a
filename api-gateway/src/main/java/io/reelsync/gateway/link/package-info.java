/** Pairs of titles that may be one, and what people decide of them. */
@NullMarked
package io.reelsync.gateway.link;

import org.jspecify.annotations.NullMarked;
