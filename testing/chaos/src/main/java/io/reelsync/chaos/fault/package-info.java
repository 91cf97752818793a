/** What is done to the cluster: faults, each by a name. */
@NullMarked
package io.reelsync.chaos.fault;

import org.jspecify.annotations.NullMarked;
