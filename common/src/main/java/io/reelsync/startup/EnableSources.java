package io.reelsync.startup;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * Finds every source on the class path, and in the jars that {@link SourceJars} added to it. A source's jar names its
 * configuration, which makes one bean of type {@link io.reelsync.source.Source}, in
 * {@code META-INF/spring/io.reelsync.startup.EnableSources.imports}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ImportAutoConfiguration
@Import(SourcesConfiguration.class)
public @interface EnableSources {}
