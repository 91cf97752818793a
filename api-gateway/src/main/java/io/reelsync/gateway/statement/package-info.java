/** What each source says of a video, and what people correct in it. */
@NullMarked
package io.reelsync.gateway.statement;

import org.jspecify.annotations.NullMarked;
