package io.tallyport.web.console.faces;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** Keeps an error that is sent through it, for the filter to show once the request is through. */
final class KeptError extends HttpServletResponseWrapper {
    private int status;

    KeptError(HttpServletResponse response) {
        super(response);
    }

    /** 0: no error was sent. */
    int status() {
        return status;
    }

    @Override
    public void sendError(int code) {
        status = code;
    }

    @Override
    public void sendError(int code, String message) {
        status = code;
    }
}
