/** What a running gateway tells and does, at a terminal. */
@NullMarked
package io.reelsync.terminal;

import org.jspecify.annotations.NullMarked;
