package io.reelsync.gateway.web;

import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What Tomcat has to know to answer as we do where a request never comes as far as us. */
@Component
class TomcatSettings implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
    /** So that a token of more than 8 KB is refused by the check of tokens. */
    private static final int MOST_HEADER_BYTES = 16 * 1024;

    private final Messages messages;
    private final ErrorHtml html;

    TomcatSettings(Messages messages, ErrorHtml html) {
        this.messages = messages;
        this.html = html;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new TomcatErrorValve(messages, html)));
        factory.addConnectorCustomizers(ServerOptions::on, connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setMaxHttpRequestHeaderSize(MOST_HEADER_BYTES);
            }
        });
    }
}
