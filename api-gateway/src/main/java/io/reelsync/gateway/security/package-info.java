/** Who may come in and do what: accounts, sessions and tokens. */
@NullMarked
package io.reelsync.gateway.security;

import org.jspecify.annotations.NullMarked;
