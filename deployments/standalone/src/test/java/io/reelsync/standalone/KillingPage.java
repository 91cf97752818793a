package io.reelsync.standalone;

import io.reelsync.source.Source;
import io.reelsync.source.SubjectId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Makes one title's page take its worker down while it is read, as one would that asks for more memory than there is. */
@Component
@ConditionalOnProperty("test.killing-title")
class KillingPage implements BeanPostProcessor {
    private final long title;

    KillingPage(@Value("${test.killing-title}") long title) {
        this.title = title;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Source source ? killing(source) : bean;
    }

    private Source killing(Source source) {
        return (Source) Proxy.newProxyInstance(
                KillingPage.class.getClassLoader(), new Class<?>[] {Source.class}, (proxy, method, args) -> {
                    if (method.getName().equals("readDetails") && ((SubjectId) args[0]).id() == title) {
                        Runtime.getRuntime().halt(137);
                    }
                    try {
                        return method.invoke(source, args);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
