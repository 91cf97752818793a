/** Which processes of the cluster are alive, and what they do. */
@NullMarked
package io.reelsync.cluster;

import org.jspecify.annotations.NullMarked;
