package io.reelsync.gateway.ratelimit;

import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses requests beyond what one user or API key may make, from however many addresses. */
@Configuration(proxyBeanMethods = false)
class UserLimit implements WebMvcConfigurer, HandlerInterceptor {
    private final RequestLimits limits;
    private final RequestSettings settings;

    UserLimit(RequestLimits limits, RequestSettings settings) {
        this.limits = limits;
        this.settings = settings;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Optional<Caller> user = Caller.of(request);
        user.flatMap(who ->
                        limits.take(RequestLimits.Policy.USER, who.username(), settings.perMinutePerUser(), response))
                .ifPresent(wait -> {
                    throw new ApiException(HttpStatus.TOO_MANY_REQUESTS, "status.429", wait);
                });
        return true;
    }
}
