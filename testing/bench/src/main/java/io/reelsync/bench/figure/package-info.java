/** Figures that benchmarks are given, and figures that they tell. */
@NullMarked
package io.reelsync.bench.figure;

import org.jspecify.annotations.NullMarked;
