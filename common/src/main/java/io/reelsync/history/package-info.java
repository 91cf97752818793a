/** What each source was asked and how it answered over time, in minutes and hours. */
@NullMarked
package io.reelsync.history;

import org.jspecify.annotations.NullMarked;
