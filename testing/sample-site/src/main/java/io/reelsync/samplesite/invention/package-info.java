/** What the sample site makes up: names of titles and people, and texts, from a seed. */
@NullMarked
package io.reelsync.samplesite.invention;

import org.jspecify.annotations.NullMarked;
