/** What every answer has in common: its envelope, language, trace id and limits. */
@NullMarked
package io.reelsync.gateway.web;

import org.jspecify.annotations.NullMarked;
