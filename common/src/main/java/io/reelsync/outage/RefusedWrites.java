package io.reelsync.outage;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** Keeps a refusal of the whole database from being taken for one of what was to be written. */
@Configuration(proxyBeanMethods = false)
class RefusedWrites {

    /** Spring knows no better than to call most of these refusals lasting ones of the statement. */
    @Bean
    SQLExceptionTranslator refusalsPass() {
        SQLExceptionSubclassTranslator translator = new SQLExceptionSubclassTranslator();
        translator.setCustomTranslator((task, sql, failure) -> Outage.refusal(failure)
                .map(words -> new TransientDataAccessResourceException(words, failure))
                .orElse(null));
        return translator;
    }
}
