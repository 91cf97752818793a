/** The sample site: a small Douban-shaped server for trying, testing and measuring without the real one. */
@NullMarked
package io.reelsync.samplesite;

import org.jspecify.annotations.NullMarked;
