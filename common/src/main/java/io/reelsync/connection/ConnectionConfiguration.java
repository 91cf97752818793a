package io.reelsync.connection;

import io.reelsync.startup.Rehearsal;
import io.reelsync.startup.StartRefused;
import org.redisson.Redisson;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where RabbitMQ and Redis are. */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {
    private static final Logger log = LoggerFactory.getLogger(ConnectionConfiguration.class);

    @Bean
    RabbitConnectionDetails rabbitMq(ServerSettings settings, Authorities authorities) {
        return RabbitMqAddress.parse(settings.rabbitmq().url(), authorities);
    }

    @Bean(destroyMethod = "shutdown")
    RedissonClient redisson(ServerSettings settings, Authorities authorities) {
        Config config = RedisAddress.parse(settings.redis().url()).config(authorities);
        if (Rehearsal.isOn()) {
            return Redisson.create(config.setLazyInitialization(true));
        }
        RedissonClient redisson = Redisson.create(config);
        try {
            redisson.getScript(StringCodec.INSTANCE).eval(RScript.Mode.READ_WRITE, "return 1", RScript.ReturnType.LONG);
        } catch (RedisException failure) {
            if (String.valueOf(failure.getMessage()).startsWith("NOPERM")) {
                redisson.shutdown();
                throw new StartRefused(
                        "the user in REELSYNC_REDIS_URL may run no scripts, by which permits are given:"
                                + " allow it +@scripting (ACL SETUSER)",
                        failure);
            }
            log.debug("Redis runs no script yet; what needs it waits", failure);
        }
        return redisson;
    }
}
