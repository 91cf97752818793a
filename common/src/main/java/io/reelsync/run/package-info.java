/** A synchronisation: who asked for it, which feeds it reads, which subjects it owes, and how far it has come. */
@NullMarked
package io.reelsync.run;

import org.jspecify.annotations.NullMarked;
