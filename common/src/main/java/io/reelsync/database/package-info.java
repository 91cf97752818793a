/** What our tables have in common: every time in them is UTC, and is taken from the database's own clock. */
@NullMarked
package io.reelsync.database;

import org.jspecify.annotations.NullMarked;
