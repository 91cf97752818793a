/** What tests ask of the site: to misbehave, and to say which requests it had. */
@NullMarked
package io.reelsync.samplesite.control;

import org.jspecify.annotations.NullMarked;
