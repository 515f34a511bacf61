package io.tallyport.web.console.faces;

import jakarta.faces.application.ResourceHandler;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.primefaces.csp.CspException;

/** Security headers, the console's front page, and error pages in its own dress. */
@WebFilter("/console/*")
public class ConsoleFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = System.getLogger(ConsoleFilter.class.getName());
    private static final String HOME = "/console/organisations.xhtml";
    private static final String ERROR_PAGE = "/console/error.xhtml";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        @Nullable String page = request.getPathInfo();
        addHeaders(response, page);
        if (page == null || page.equals("/")) {
            response.sendRedirect(HOME);
            return;
        }
        if (isForeignPost(request)) {
            showError(request, response, HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        KeptError kept = new KeptError(response);
        try {
            chain.doFilter(request, kept);
        } catch (ServletException | RuntimeException e) {
            if (e.getCause() instanceof CspException) {
                showError(request, response, HttpServletResponse.SC_BAD_REQUEST);
                return;
            }
            LOG.log(Level.ERROR, "The console page " + page + " failed", e);
            kept.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
        if (kept.status() != 0) {
            showError(request, response, kept.status());
        }
    }

    /** A form that another site's page sends: the session cookie stays away from it, and so do we. */
    private static boolean isForeignPost(HttpServletRequest request) {
        return request.getMethod().equals("POST") && "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
    }

    private static void addHeaders(HttpServletResponse response, @Nullable String page) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (page == null || !page.startsWith(ResourceHandler.RESOURCE_IDENTIFIER)) {
            response.setHeader("Cache-Control", "no-store");
        }
    }

    private static void showError(HttpServletRequest request, HttpServletResponse response, int status)
            throws IOException, ServletException {
        if (response.isCommitted()) {
            return;
        }
        response.reset();
        addHeaders(response, ERROR_PAGE);
        response.setStatus(status);
        request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, status);
        request.getRequestDispatcher(ERROR_PAGE).forward(new BareRequest(request), response);
    }
}
