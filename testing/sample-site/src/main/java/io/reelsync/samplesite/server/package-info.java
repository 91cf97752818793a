/** Answers over HTTP: routes, the good answers, the misbehaving ones, and how they go out. */
@NullMarked
package io.reelsync.samplesite.server;

import org.jspecify.annotations.NullMarked;
