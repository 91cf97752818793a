/** How the sources and the cluster are at this moment. */
@NullMarked
package io.reelsync.gateway.status;

import org.jspecify.annotations.NullMarked;
