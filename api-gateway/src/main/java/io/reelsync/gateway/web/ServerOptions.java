package io.reelsync.gateway.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.CoyoteAdapter;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.springframework.http.HttpHeaders;

/**
 * Says what a stranger may do where the options of the whole server are asked for ({@code OPTIONS *}). Tomcat has one
 * fixed answer, by which anybody could store and delete files.
 */
final class ServerOptions extends CoyoteAdapter {
    private ServerOptions(Connector connector) {
        super(connector);
    }

    /** Takes the place of the adapter that a connector makes for itself. */
    static void on(Connector connector) {
        connector.addLifecycleListener(event -> {
            if (event.getType().equals(Lifecycle.AFTER_INIT_EVENT)) {
                connector.getProtocolHandler().setAdapter(new ServerOptions(connector));
            }
        });
    }

    @Override
    protected boolean postParseRequest(
            org.apache.coyote.Request read, Request request, org.apache.coyote.Response written, Response response)
            throws IOException, ServletException {
        boolean goesOn = super.postParseRequest(read, request, written, response);
        if (!goesOn && read.requestURI().equals("*")) {
            response.setHeader(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS");
        }
        return goesOn;
    }
}
