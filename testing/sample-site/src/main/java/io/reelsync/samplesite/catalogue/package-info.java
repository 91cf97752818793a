/** The sample site's titles and how their scores, votes and episodes move with time. */
@NullMarked
package io.reelsync.samplesite.catalogue;

import org.jspecify.annotations.NullMarked;
