package io.reelsync.gateway.web;

import io.reelsync.telemetry.TraceId;
import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Answers in the envelope what Tomcat refuses by itself: malformed addresses, headers beyond the limit. */
class TomcatErrorValve extends ErrorReportValve {
    private final Messages messages;

    TomcatErrorValve(Messages messages) {
        this.messages = messages;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String known = response.getHeader(TraceId.HTTP_HEADER);
        String traceId = TraceId.validOrNew(known == null ? request.getHeader(TraceId.HTTP_HEADER) : known);
        response.setHeader(TraceId.HTTP_HEADER, traceId);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        String message = messages.ofStatus(messages.locale(request), status);
        try {
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(ApiJson.MAPPER.writeValueAsString(new Envelope<Void>(status, message, null, traceId)));
                response.finishResponse();
            }
        } catch (IOException e) {
            // The client has gone; there is nobody left to tell.
            container.getLogger().debug("no answer could be given", e);
        }
    }
}
