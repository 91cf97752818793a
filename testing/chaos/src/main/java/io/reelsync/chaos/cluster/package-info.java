/** A cluster of service processes on private servers, each connection between them through a proxy of its own. */
@NullMarked
package io.reelsync.chaos.cluster;

import org.jspecify.annotations.NullMarked;
