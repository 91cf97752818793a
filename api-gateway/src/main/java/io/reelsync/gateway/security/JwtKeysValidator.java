package io.reelsync.gateway.security;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Refuses a start with missing or weak keys before any bean is made, so that nothing has been touched yet. */
@Component
class JwtKeysValidator implements BeanFactoryPostProcessor, EnvironmentAware {
    private String keys = "";

    @Override
    public void setEnvironment(Environment environment) {
        keys = environment.getProperty("reelsync.jwt.keys", "");
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        JwtKeys.parse(keys);
    }
}
