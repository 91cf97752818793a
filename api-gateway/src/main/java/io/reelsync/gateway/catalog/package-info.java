/** The stored videos over HTTP. */
@NullMarked
package io.reelsync.gateway.catalog;

import org.jspecify.annotations.NullMarked;
