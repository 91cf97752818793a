/** Streams of server-sent events: who watches what, told as it moves. */
@NullMarked
package io.reelsync.gateway.events;

import org.jspecify.annotations.NullMarked;
