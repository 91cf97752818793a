/** What a worker writes: the facts it found, and what that means for the subject and the runs that wait for it. */
@NullMarked
package io.reelsync.worker.settle;

import org.jspecify.annotations.NullMarked;
