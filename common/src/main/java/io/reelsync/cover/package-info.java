/** Our copies of posters: which are wanted, which are there, and the files that hold them. */
@NullMarked
package io.reelsync.cover;

import org.jspecify.annotations.NullMarked;
