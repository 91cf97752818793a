package io.reelsync.systemtests;

import io.reelsync.source.DetailsRoute;
import io.reelsync.source.Source;
import io.reelsync.source.SourceReader;
import io.reelsync.source.SubjectId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Makes one title's page take its worker down while it is read, as one would that asks for more memory than there is. */
@Component
@ConditionalOnProperty("test.killing-title")
class KillingPage implements BeanPostProcessor {
    private final String title;

    KillingPage(@Value("${test.killing-title}") String title) {
        this.title = title;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Source source ? killing(source) : bean;
    }

    private Source killing(Source source) {
        return proxy(
                Source.class,
                source,
                (method, args) ->
                        method.getName().equals("reader") ? killing(source.reader()) : method.invoke(source, args));
    }

    private SourceReader killing(SourceReader reader) {
        return proxy(
                SourceReader.class,
                reader,
                (method, args) -> method.getName().equals("detailsRoutes")
                        ? reader.detailsRoutes().stream().map(this::killing).toList()
                        : method.invoke(reader, args));
    }

    private DetailsRoute killing(DetailsRoute route) {
        return proxy(DetailsRoute.class, route, (method, args) -> {
            if (method.getName().equals("read") && ((SubjectId) args[0]).id().equals(title)) {
                Runtime.getRuntime().halt(137);
            }
            return method.invoke(route, args);
        });
    }

    private interface Call {
        Object answer(Method method, Object[] args) throws ReflectiveOperationException;
    }

    private static <T> T proxy(Class<T> type, T original, Call call) {
        return type.cast(Proxy.newProxyInstance(
                KillingPage.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    try {
                        return method.getName().equals("equals") ? proxy == args[0] : call.answer(method, args);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }
}
