/** Works on tasks: waits for a permit, fetches, extracts, checks and has the result stored. All traffic to sources. */
@NullMarked
package io.reelsync.worker;

import org.jspecify.annotations.NullMarked;
