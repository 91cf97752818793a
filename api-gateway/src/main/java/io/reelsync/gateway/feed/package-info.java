/** What can be read of the sources: their own feeds, and the lists that people keep beside them. */
@NullMarked
package io.reelsync.gateway.feed;

import org.jspecify.annotations.NullMarked;
