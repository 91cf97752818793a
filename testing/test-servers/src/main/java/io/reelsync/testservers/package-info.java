/** Real servers for tests: given by address, in containers, or private processes, whichever is there first. */
@NullMarked
package io.reelsync.testservers;

import org.jspecify.annotations.NullMarked;
