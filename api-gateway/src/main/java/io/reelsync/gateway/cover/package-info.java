/** Our copies of posters, and the addresses by which a page shows them. */
@NullMarked
package io.reelsync.gateway.cover;

import org.jspecify.annotations.NullMarked;
