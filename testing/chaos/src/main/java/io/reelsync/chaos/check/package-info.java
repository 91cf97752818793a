/** What has to hold after each fault, each broken promise a sentence. */
@NullMarked
package io.reelsync.chaos.check;

import org.jspecify.annotations.NullMarked;
