/** How many requests a user and an address may make. */
@NullMarked
package io.reelsync.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
