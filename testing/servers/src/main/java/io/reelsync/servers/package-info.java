/** Private servers on the loopback interface, as child processes or inside this JVM, each with a folder of its own. */
@NullMarked
package io.reelsync.servers;

import org.jspecify.annotations.NullMarked;
