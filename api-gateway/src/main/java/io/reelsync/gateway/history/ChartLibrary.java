package io.reelsync.gateway.history;

import io.reelsync.gateway.web.WebJar;
import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives out what the control room draws its pictures with. */
@Configuration(proxyBeanMethods = false)
class ChartLibrary implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/uplot/**")
                .addResourceLocations(WebJar.folder("org.webjars.npm", "uplot") + "dist/")
                .setUseLastModified(false)
                .setCacheControl(CacheControl.maxAge(Duration.ofHours(1)));
    }
}
