/** How a service starts: its settings, its checks, and one clear line where it can't. */
@NullMarked
package io.reelsync.startup;

import org.jspecify.annotations.NullMarked;
