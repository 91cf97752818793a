/** How the database, RabbitMQ and Redis are reached: their addresses, and whom we trust where one asks for TLS. */
@NullMarked
package io.reelsync.connection;

import org.jspecify.annotations.NullMarked;
