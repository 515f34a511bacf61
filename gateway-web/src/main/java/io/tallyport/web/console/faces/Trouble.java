package io.tallyport.web.console.faces;

import jakarta.faces.FacesException;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A page whose state is gone is asked for afresh; a partial request that fails leads to the error page. */
final class Trouble extends ExceptionHandlerWrapper {
    private static final Logger LOG = System.getLogger(Trouble.class.getName());

    Trouble(ExceptionHandler wrapped) {
        super(wrapped);
    }

    @Override
    public void handle() throws FacesException {
        FacesContext faces = FacesContext.getCurrentInstance();
        Iterator<ExceptionQueuedEvent> events =
                getUnhandledExceptionQueuedEvents().iterator();
        while (events.hasNext()) {
            Throwable cause = events.next().getContext().getException();
            @Nullable String way = wayOut(faces, cause);
            if (way != null) {
                events.remove();
                redirect(faces, way);
            }
        }
        getWrapped().handle();
    }

    private @Nullable String wayOut(FacesContext faces, Throwable cause) {
        if (cause instanceof ViewExpiredException || getRootCause(cause) instanceof ViewExpiredException) {
            HttpServletRequest request =
                    (HttpServletRequest) faces.getExternalContext().getRequest();
            String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            return request.getRequestURI() + query;
        }
        if (faces.getPartialViewContext().isAjaxRequest()) {
            LOG.log(Level.ERROR, "A partial request of the console failed", cause);
            return "/console/error.xhtml";
        }
        return null;
    }

    private static void redirect(FacesContext faces, String way) {
        ExternalContext external = faces.getExternalContext();
        try {
            external.redirect(way);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
