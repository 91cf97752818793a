package io.reelsync.gateway.web;

import io.reelsync.telemetry.TraceId;
import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Answers in the envelope, or to a browser with a page, what Tomcat refuses by itself: malformed addresses, headers beyond the limit. */
class TomcatErrorValve extends ErrorReportValve {
    private final Messages messages;
    private final ErrorHtml html;

    TomcatErrorValve(Messages messages, ErrorHtml html) {
        this.messages = messages;
        this.html = html;
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
        boolean page = ErrorHtml.isWanted(request);
        response.setContentType(page ? MediaType.TEXT_HTML_VALUE : MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        String message = messages.ofStatus(messages.locale(request), status);
        try {
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(
                        page
                                ? html.page(status, request, traceId)
                                : ApiJson.MAPPER.writeValueAsString(
                                        new Envelope<Void>(status, message, null, traceId)));
                response.finishResponse();
            }
        } catch (IOException e) {
            // The client has gone; there is nobody left to tell.
            container.getLogger().debug("no answer could be given", e);
        }
    }
}
