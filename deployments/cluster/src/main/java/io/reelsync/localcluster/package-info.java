/** A cluster on this machine without Docker: native servers, and each service as a process of its own. */
@NullMarked
package io.reelsync.localcluster;

import org.jspecify.annotations.NullMarked;
