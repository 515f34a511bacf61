package io.tallyport.web.console.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/** The way to the sign-in page and, after signing in, back to the page that was asked for. */
final class SignInRedirect {
    static final String PAGE = "/console/sign-in.xhtml";
    private static final String HOME = "/console/organisations.xhtml";
    private static final String AJAX_ANSWER = """
            <?xml version="1.0" encoding="UTF-8"?>
            <partial-response><redirect url="%s"/></partial-response>""";

    private SignInRedirect() {}

    static AuthenticationStatus send(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        String ended = request.getRequestedSessionId() == null ? "" : "&ended=true";
        if (request.getHeader("Faces-Request") == null) {
            return context.redirect(PAGE + "?to=" + URLEncoder.encode(asked(request), UTF_8) + ended);
        }
        response.setContentType("text/xml;charset=UTF-8");
        try {
            response.getWriter().write(AJAX_ANSWER.formatted(PAGE + "?ended=true"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return AuthenticationStatus.SEND_CONTINUE;
    }

    /** Where to go after signing in: only ever a page of the console. */
    static String target(@Nullable String asked) {
        return asked != null && asked.startsWith("/console/") && !asked.startsWith(PAGE) ? asked : HOME;
    }

    private static String asked(HttpServletRequest request) {
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        return request.getMethod().equals("GET") ? request.getRequestURI() + query : HOME;
    }
}
