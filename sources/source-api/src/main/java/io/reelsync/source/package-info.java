/** What a source is: its lists and pages, read into facts. Knows nothing of storage, queues or the network. */
@NullMarked
package io.reelsync.source;

import org.jspecify.annotations.NullMarked;
