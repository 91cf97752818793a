/** Tells before a start, from a service's own settings, what its servers would refuse it, and what to do about it. */
@NullMarked
package io.reelsync.doctor;

import org.jspecify.annotations.NullMarked;
