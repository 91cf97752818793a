/** What benchmarks start and measure: servers, services and a site, each a process of its own. */
@NullMarked
package io.reelsync.bench.deployment;

import org.jspecify.annotations.NullMarked;
