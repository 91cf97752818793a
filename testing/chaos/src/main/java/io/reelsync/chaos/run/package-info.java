/** Runs, as a person's program asks for them and follows them at the gateways. */
@NullMarked
package io.reelsync.chaos.run;

import org.jspecify.annotations.NullMarked;
