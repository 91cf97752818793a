package io.reelsync.worker.fetch;

import io.reelsync.source.EgressProxy;
import io.reelsync.worker.WorkerSettings;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Builds the HTTP client of one source, with its way out. */
public final class SourceHttpClient {
    private SourceHttpClient() {}

    /**
     * For a client that follows nothing, keeps no cookies and never asks twice.
     *
     * @param proxy null where requests go straight
     */
    public static HttpClientBuilder builder(WorkerSettings settings, @Nullable EgressProxy proxy) {
        return builder(settings, proxy, SystemDefaultDnsResolver.INSTANCE);
    }

    /** @param names finds the addresses of hosts, of the proxy's own where there is one */
    static HttpClientBuilder builder(WorkerSettings settings, @Nullable EgressProxy proxy, DnsResolver names) {
        Timeout answer = Timeout.of(settings.answerWithin());
        PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setMaxConnTotal(1024)
                .setMaxConnPerRoute(settings.concurrency() + 1)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectWithin()))
                        .setSocketTimeout(answer)
                        .setTimeToLive(Timeout.ofMinutes(5))
                        .build());
        HttpClientBuilder client = HttpClients.custom()
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setRedirectsEnabled(false)
                        .setConnectionRequestTimeout(answer)
                        .setResponseTimeout(answer)
                        .build())
                .setUserAgent(settings.userAgent())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching();
        if (proxy != null && proxy.type() == EgressProxy.Type.SOCKS5) {
            SocksLogins.know(proxy);
            connections.setDefaultSocketConfig(SocketConfig.custom()
                    .setSocksProxyAddress(new InetSocketAddress(proxy.host(), proxy.port()))
                    .build());
        } else if (proxy != null) {
            HttpHost host = new HttpHost("http", proxy.host(), proxy.port());
            client.setProxy(host);
            if (proxy.user() != null) {
                BasicCredentialsProvider credentials = new BasicCredentialsProvider();
                credentials.setCredentials(
                        new AuthScope(host), new UsernamePasswordCredentials(proxy.user(), password(proxy)));
                client.setDefaultCredentialsProvider(credentials);
            }
        }
        return client.setConnectionManager(connections.build());
    }

    private static char[] password(EgressProxy proxy) {
        return Objects.requireNonNullElse(proxy.password(), "").toCharArray();
    }

    /** Names and passwords of SOCKS proxies: the JDK asks one place in the process for all of them. */
    private static final class SocksLogins extends Authenticator {
        private static final Map<String, PasswordAuthentication> LOGINS = new ConcurrentHashMap<>();

        private static void know(EgressProxy proxy) {
            if (proxy.user() != null) {
                LOGINS.put(
                        proxy.host() + ":" + proxy.port(), new PasswordAuthentication(proxy.user(), password(proxy)));
                Authenticator.setDefault(new SocksLogins());
            }
        }

        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return "SOCKS5".equals(getRequestingProtocol())
                    ? LOGINS.get(getRequestingHost() + ":" + getRequestingPort())
                    : null;
        }
    }
}
