/** What operators see: the trace id in every log line and the names of the metrics. */
@NullMarked
package io.reelsync.telemetry;

import org.jspecify.annotations.NullMarked;
