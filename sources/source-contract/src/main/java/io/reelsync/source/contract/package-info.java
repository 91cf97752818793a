/** What every source must hold to, as tests that it inherits. */
@NullMarked
package io.reelsync.source.contract;

import org.jspecify.annotations.NullMarked;
