/** Runs a cluster while it is being broken, and looks whether it keeps its promises. */
@NullMarked
package io.reelsync.chaos;

import org.jspecify.annotations.NullMarked;
