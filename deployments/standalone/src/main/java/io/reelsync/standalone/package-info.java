/** The one-command mode: every service in one process, on embedded servers, by the code that a cluster runs. */
@NullMarked
package io.reelsync.standalone;

import org.jspecify.annotations.NullMarked;
