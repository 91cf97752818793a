/** Shows how sources were asked and answered over time. */
@NullMarked
package io.reelsync.gateway.history;

import org.jspecify.annotations.NullMarked;
