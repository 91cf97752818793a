/** The description of the API, and the page to read and try it. */
@NullMarked
package io.reelsync.gateway.openapi;

import org.jspecify.annotations.NullMarked;
