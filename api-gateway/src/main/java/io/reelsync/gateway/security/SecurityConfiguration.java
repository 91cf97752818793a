package io.reelsync.gateway.security;

import io.reelsync.gateway.web.Responses;
import io.reelsync.telemetry.TraceId;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.DelegatingAuthenticationConverter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** Which call needs which role. Everything under {@code /api} needs one, save signing in. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    private static final String BROWSERS = "/api/auth/session";
    private static final String[] OPEN = {
        "/api/auth/login", "/api/auth/refresh", BROWSERS, BROWSERS + "/refresh",
    };
    private static final String[] DOCS = {"/v3/api-docs/**", "/swagger-ui/**"};
    private static final String PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=()";
    /** Swagger UI has pictures in its style sheet. */
    private static final String PICTURES_OF_DOCS = "img-src 'self' data:;";

    private static final String CONTENT_POLICY = "default-src 'self'; img-src 'self';"
            + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    @Bean
    static RoleHierarchy roleHierarchy() {
        return RoleHierarchyImpl.withDefaultRolePrefix()
                .role(Role.ADMIN.name())
                .implies(Role.OPERATOR.name())
                .role(Role.OPERATOR.name())
                .implies(Role.VIEWER.name())
                .build();
    }

    @Bean
    SecurityFilterChain apiSecurity(
            HttpSecurity http,
            BearerTokens bearer,
            SignedAddresses signed,
            DocsReaders docsReaders,
            CorsSettings cors,
            DocsSettings docs,
            Responses responses)
            throws Exception {
        AuthenticationEntryPoint signInFirst = (request, response, failure) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            responses.refuse(request, response, HttpStatus.UNAUTHORIZED);
        };
        return http
                // The one cookie counts where documents are read, and for calls that look by themselves from where they
                // come.
                .csrf(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable)
                .addFilter(corsFilter(cors, responses))
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.addHeaderWriter((request, response) ->
                                response.setHeader("Content-Security-Policy", contentPolicy(request)))
                        .referrerPolicy(
                                referrer -> referrer.policy(ReferrerPolicyHeaderWriter.ReferrerPolicy.NO_REFERRER))
                        .permissionsPolicyHeader(policy -> policy.policy(PERMISSIONS))
                        .crossOriginOpenerPolicy(policy ->
                                policy.policy(CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .crossOriginResourcePolicy(policy -> policy.policy(
                                CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy.SAME_ORIGIN)))
                .addFilterBefore(
                        callerFilter(bearer, docsReaders, signInFirst, responses),
                        UsernamePasswordAuthenticationFilter.class)
                .exceptionHandling(failures -> failures.authenticationEntryPoint(signInFirst)
                        .accessDeniedHandler((request, response, denied) ->
                                responses.refuse(request, response, HttpStatus.FORBIDDEN)))
                .authorizeHttpRequests(calls -> roles(calls, signed, docs))
                .build();
    }

    private static String contentPolicy(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/swagger-ui/")
                ? CONTENT_POLICY.replace("img-src 'self';", PICTURES_OF_DOCS)
                : CONTENT_POLICY;
    }

    private static void roles(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry calls,
            SignedAddresses signed,
            DocsSettings docs) {
        // Under this address Spring would serve Swagger UI to strangers too.
        calls.requestMatchers("/webjars/**").denyAll();
        if (!docs.open()) {
            calls.requestMatchers(DOCS).hasRole(Role.VIEWER.name());
        }
        calls.requestMatchers(signed::isGood).permitAll();
        // The requests behind these dispatches were let in already.
        calls.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(HttpMethod.POST, OPEN)
                .permitAll()
                .requestMatchers(HttpMethod.DELETE, BROWSERS)
                .permitAll()
                .requestMatchers(
                        HttpMethod.POST,
                        "/api/sync/**",
                        "/api/dead/**",
                        "/api/quarantine/**",
                        "/api/structure-suspects/**",
                        "/api/links/**",
                        "/api/feeds/**",
                        "/api/videos/**")
                .hasRole(Role.OPERATOR.name())
                .requestMatchers(HttpMethod.PATCH, "/api/videos/**")
                .hasRole(Role.OPERATOR.name())
                .requestMatchers(HttpMethod.DELETE, "/api/videos/**", "/api/feeds/**")
                .hasRole(Role.OPERATOR.name())
                .requestMatchers(HttpMethod.GET, "/api/schedules/**", "/api/merge-rules")
                .hasRole(Role.VIEWER.name())
                .requestMatchers(
                        "/api/users/**", "/api/api-keys/**", "/api/audit/**", "/api/schedules/**", "/api/merge-rules")
                .hasRole(Role.ADMIN.name())
                .requestMatchers(HttpMethod.PUT, "/api/sources/**")
                .hasRole(Role.ADMIN.name())
                .requestMatchers(HttpMethod.DELETE, "/api/sources/**")
                .hasRole(Role.ADMIN.name())
                .requestMatchers("/api/**")
                .hasRole(Role.VIEWER.name())
                .anyRequest()
                .permitAll();
    }

    /** Addresses that could be read in two ways are refused before anything else looks at them. */
    @Bean
    RequestRejectedHandler ambiguousAddressHandler(Responses responses) {
        return (request, response, rejected) -> responses.refuse(request, response, HttpStatus.BAD_REQUEST);
    }

    private static CorsFilter corsFilter(CorsSettings settings, Responses responses) {
        CorsFilter filter = new CorsFilter(origins(settings));
        filter.setCorsProcessor(new DefaultCorsProcessor() {
            @Override
            public boolean processRequest(
                    @Nullable CorsConfiguration allowed, HttpServletRequest request, HttpServletResponse response)
                    throws IOException {
                boolean good = super.processRequest(allowed, request, response);
                if (!good) {
                    responses.refuse(request, response, HttpStatus.FORBIDDEN);
                }
                return good;
            }

            @Override
            protected void rejectRequest(ServerHttpResponse response) {
                // Spring's own words would be no envelope.
            }
        });
        return filter;
    }

    /** Without origins every page of another site is refused. No cookie is ever asked for. */
    private static CorsConfigurationSource origins(CorsSettings settings) {
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        if (!settings.origins().isEmpty()) {
            CorsConfiguration open = new CorsConfiguration();
            open.setAllowedOrigins(settings.origins());
            open.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE"));
            open.setAllowedHeaders(List.of(
                    HttpHeaders.AUTHORIZATION,
                    HttpHeaders.CONTENT_TYPE,
                    HttpHeaders.ACCEPT_LANGUAGE,
                    HttpHeaders.IF_NONE_MATCH,
                    "Idempotency-Key",
                    TraceId.HTTP_HEADER));
            open.setExposedHeaders(List.of(
                    TraceId.HTTP_HEADER,
                    HttpHeaders.ETAG,
                    HttpHeaders.LINK,
                    HttpHeaders.RETRY_AFTER,
                    "RateLimit",
                    "RateLimit-Policy"));
            open.setMaxAge(Duration.ofHours(1));
            source.registerCorsConfiguration("/api/**", open);
        }
        return source;
    }

    private static AuthenticationFilter callerFilter(
            BearerTokens bearer, DocsReaders docsReaders, AuthenticationEntryPoint signInFirst, Responses responses) {
        Set<String> open = Set.of(OPEN);
        AuthenticationManager bearerUnlessKnown = given -> given.isAuthenticated() ? given : bearer.authenticate(given);
        AuthenticationFilter filter =
                new AuthenticationFilter(bearerUnlessKnown, new DelegatingAuthenticationConverter(bearer, docsReaders));
        filter.setRequestMatcher(request -> {
            String path = request.getServletPath();
            return (path.startsWith("/api/") && !open.contains(path)) || DocsReaders.isDocs(path);
        });
        filter.setSuccessHandler((request, response, authentication) -> {
            if (authentication.getPrincipal() instanceof Caller user) {
                user.recordIn(request);
            }
        });
        filter.setFailureHandler((request, response, failure) -> {
            if (failure instanceof AuthenticationServiceException) {
                responses.refuse(request, response, HttpStatus.SERVICE_UNAVAILABLE);
            } else {
                signInFirst.commence(request, response, failure);
            }
        });
        return filter;
    }
}
