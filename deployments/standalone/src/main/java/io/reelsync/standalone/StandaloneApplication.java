package io.reelsync.standalone;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * All services in one application context: what each brings, without its own application class. Deliberately no
 * {@code @Configuration}: the scan of another application must not find it.
 */
@EnableAutoConfiguration
@ComponentScan(
        basePackages = "io.reelsync",
        excludeFilters = @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = SpringBootApplication.class))
class StandaloneApplication {}
