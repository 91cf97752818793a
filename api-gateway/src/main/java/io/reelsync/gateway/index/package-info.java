/**
 * The catalogue's index, which each gateway keeps in memory: the titles that a filter finds, in each order, and how many
 * there are.
 */
@NullMarked
package io.reelsync.gateway.index;

import org.jspecify.annotations.NullMarked;
