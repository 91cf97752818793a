package io.reelsync.samplesite.server;

import io.reelsync.samplesite.catalogue.TitleFacts;
import io.reelsync.samplesite.content.Content;
import io.reelsync.samplesite.control.ControlCalls;
import io.reelsync.samplesite.control.Misbehaviours;
import io.reelsync.samplesite.control.RequestLog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Takes each request: notes when it arrived, finds its answer, writes it down, sends it. */
public final class SiteHandler extends Handler.Abstract {
    private static final Pattern TRUTH = Pattern.compile("/_truth/(\\d{1,12})\\.json");

    private final Content content;
    private final Misbehaviours misbehaviours;
    private final RequestLog log;
    private final ControlCalls control;
    private final SiteAnswers answers;
    private final MisbehavedAnswers misbehaved;
    private final ReplyWriter writer = new ReplyWriter();

    public SiteHandler(Content content, Misbehaviours misbehaviours, RequestLog log) {
        this.content = content;
        this.misbehaviours = misbehaviours;
        this.log = log;
        this.control = new ControlCalls(misbehaviours, log);
        this.answers = new SiteAnswers(content);
        this.misbehaved = new MisbehavedAnswers(answers, content);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // The server's own reading of the clock at the request's first byte, before it waited for a thread.
        long arrived = request.getBeginNanoTime();
        String pathQuery = request.getHttpURI().getPathQuery();
        if (pathQuery.startsWith("/_")) {
            writer.send(controlled(request, asked(request, pathQuery)), true, request, response, callback);
            return true;
        }
        SiteRequest asked;
        Reply reply;
        try {
            asked = asked(request, pathQuery);
            reply = answer(asked);
        } catch (RuntimeException failed) {
            int status = failed instanceof HttpException refused ? refused.getCode() : 500;
            log.add(arrived, request.getMethod(), pathQuery, status);
            throw failed;
        }
        log.add(arrived, asked.method(), pathQuery, reply.status());
        writer.send(reply, asked.known(), request, response, callback);
        return true;
    }

    /** Ends answers that are still going out. */
    public void stopSending() {
        writer.stop();
    }

    private Reply answer(SiteRequest asked) {
        if (!asked.method().equals("GET") && !asked.method().equals("HEAD")) {
            return Reply.html(405, Notices.notFound()).with("Allow", "GET, HEAD");
        }
        return misbehaviours
                .take(asked.pathQuery())
                .map(rule -> misbehaved.to(asked, rule))
                .orElseGet(() -> answers.to(asked));
    }

    private Reply controlled(Request request, SiteRequest asked) {
        if (!ControlCalls.mayCall(request.getConnectionMetaData().getRemoteSocketAddress())) {
            return answers.json(403, Map.of("error", "control calls are for callers on this machine"));
        }
        Matcher truth = TRUTH.matcher(asked.path());
        if (truth.matches()) {
            Optional<TitleFacts> facts = content.facts(Long.parseLong(truth.group(1)), asked.base());
            return facts.map(known -> answers.json(200, known))
                    .orElseGet(() -> answers.json(404, Map.of("error", "the facts of this title are not known")));
        }
        try {
            return control.call(asked.method(), asked.path(), asked.parameters())
                    .map(result -> answers.json(200, result))
                    .orElseGet(() -> answers.json(404, Map.of("error", "there is no such control call")));
        } catch (IllegalArgumentException unfit) {
            return answers.json(400, Map.of("error", String.valueOf(unfit.getMessage())));
        }
    }

    private static SiteRequest asked(Request request, String pathQuery) {
        String host = request.getHeaders().get(HttpHeader.HOST);
        String encodings = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
        String cookies = request.getHeaders().get(HttpHeader.COOKIE);
        return new SiteRequest(
                request.getMethod(),
                pathQuery,
                Request.getPathInContext(request),
                parameters(request),
                "http://"
                        + (host == null ? Request.getServerName(request) + ":" + Request.getServerPort(request) : host),
                request.getHeaders().contains(HttpHeader.REFERER),
                encodings != null && encodings.contains("gzip"),
                cookies != null && cookies.contains("bid="),
                cookies != null && cookies.contains("dbcl2="),
                String.valueOf(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                        .startsWith("Bearer "));
    }

    private static Map<String, String> parameters(Request request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            parameters.put(field.getName(), field.getValue());
        }
        return parameters;
    }
}
