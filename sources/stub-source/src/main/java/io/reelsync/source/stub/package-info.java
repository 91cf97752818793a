/** A source for tests, with a site of its own: plain text, pages by number, two feeds, one route. */
@NullMarked
package io.reelsync.source.stub;

import org.jspecify.annotations.NullMarked;
