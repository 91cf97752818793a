/** Douban: its addresses, its ways of refusing, and how its lists and titles' pages become facts. */
@NullMarked
package io.reelsync.source.douban;

import org.jspecify.annotations.NullMarked;
