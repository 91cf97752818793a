/** What the scheduler hands to workers over RabbitMQ: the messages, the queues and the publisher. */
@NullMarked
package io.reelsync.task;

import org.jspecify.annotations.NullMarked;
