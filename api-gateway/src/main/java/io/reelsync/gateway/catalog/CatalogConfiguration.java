package io.reelsync.gateway.catalog;

import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** The only place that reads through JPA. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = Video.class)
@EnableJpaRepositories(basePackageClasses = Videos.class)
class CatalogConfiguration {}
