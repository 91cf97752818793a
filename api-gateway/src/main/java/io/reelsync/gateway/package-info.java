/** The door: people and programs come in here, ask for runs, watch them, and read the catalogue. */
@NullMarked
package io.reelsync.gateway;

import org.jspecify.annotations.NullMarked;
