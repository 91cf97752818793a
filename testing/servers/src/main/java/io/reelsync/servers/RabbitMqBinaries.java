package io.reelsync.servers;

import java.nio.file.Path;

/**
 * The programs of a RabbitMQ.
 *
 * @param server the distribution's own {@code sbin/rabbitmq-server}, not a packager's wrapper that changes the user
 * @param portMapper Erlang's {@code epmd}
 */
public record RabbitMqBinaries(Path server, Path portMapper) {}
