/** Runs over HTTP: asking for them and watching them. */
@NullMarked
package io.reelsync.gateway.sync;

import org.jspecify.annotations.NullMarked;
