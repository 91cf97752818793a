/** What is known of titles: the frontier of subjects with what is owed, and the videos that one writer stores. */
@NullMarked
package io.reelsync.catalog;

import org.jspecify.annotations.NullMarked;
