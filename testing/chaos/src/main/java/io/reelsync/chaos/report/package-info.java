/** What is told of the rounds. */
@NullMarked
package io.reelsync.chaos.report;

import org.jspecify.annotations.NullMarked;
