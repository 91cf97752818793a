/** Private servers, and the proxies that stand before them. */
@NullMarked
package io.reelsync.chaos.server;

import org.jspecify.annotations.NullMarked;
