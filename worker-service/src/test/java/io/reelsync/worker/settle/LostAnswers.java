package io.reelsync.worker.settle;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;

/** A database connection that is cut right after a commit: it is done, and whoever waits for the answer sees an error. */
@Component
@ConditionalOnBooleanProperty(LostAnswers.SETTING)
class LostAnswers implements BeanPostProcessor {
    static final String SETTING = "test.lost-answers";

    private final AtomicInteger toLose = new AtomicInteger();

    /** The answers of the next commits are lost. */
    void lose(int commits) {
        toLose.set(commits);
    }

    /** How many of them are yet to come. */
    int left() {
        return toLose.get();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource pool ? new Losing(pool) : bean;
    }

    private class Losing extends DelegatingDataSource {
        Losing(DataSource pool) {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection real = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        try {
                            Object answer = method.invoke(real, arguments);
                            if (method.getName().equals("commit") && toLose.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                                throw new SQLNonTransientConnectionException("the answer is lost", "08S01");
                            }
                            return answer;
                        } catch (InvocationTargetException failed) {
                            throw failed.getCause();
                        }
                    });
        }
    }
}
