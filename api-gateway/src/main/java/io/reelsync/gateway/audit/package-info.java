/** Who changed what, when, from where, and with which answer. */
@NullMarked
package io.reelsync.gateway.audit;

import org.jspecify.annotations.NullMarked;
