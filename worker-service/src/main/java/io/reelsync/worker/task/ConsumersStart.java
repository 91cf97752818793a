package io.reelsync.worker.task;

import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.amqp.core.MessageListenerContainer;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts the consumers of all queues together, as the last part of a start, once the health check has declared what is
 * missing. The registry, which stops them, would wait for those of one queue before it starts those of the next.
 */
@Component
final class ConsumersStart implements SmartLifecycle {
    private static final int AT_ONCE = 8;

    private final RabbitListenerEndpointRegistry consumers;
    private final Servers servers;
    private volatile boolean running;

    ConsumersStart(RabbitListenerEndpointRegistry consumers, Servers servers) {
        this.consumers = consumers;
        this.servers = servers;
    }

    @Override
    public void start() {
        try {
            // Where the broker is away, they wait for it by themselves.
            servers.stillAnswers(Server.RABBITMQ);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<CompletableFuture<Void>> starts = consumers.getListenerContainers().stream()
                    .map(container -> CompletableFuture.runAsync(() -> start(container), threads))
                    .toList();
            starts.forEach(CompletableFuture::join);
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        } finally {
            threads.shutdown();
        }
        running = true;
    }

    private static void start(MessageListenerContainer container) {
        if (!container.isRunning()) {
            container.start();
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
