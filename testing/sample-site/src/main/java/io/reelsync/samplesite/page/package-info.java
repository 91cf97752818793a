/** Title pages and their bytes, in the markup, the variety and the weight of the real ones. */
@NullMarked
package io.reelsync.samplesite.page;

import org.jspecify.annotations.NullMarked;
