/** When which feeds are read: seen, and changed while everything runs. */
@NullMarked
package io.reelsync.gateway.schedule;

import org.jspecify.annotations.NullMarked;
