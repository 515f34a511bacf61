package io.tallyport.web.console.faces;

import jakarta.faces.application.ResourceHandler;
import jakarta.faces.application.ResourceHandlerWrapper;
import jakarta.faces.application.ViewResource;
import jakarta.faces.context.FacesContext;

/**
 * Views lie where their address says: Faces takes the {@code /console} of its mapping off a path, this puts it back on.
 */
public class ConsoleViews extends ResourceHandlerWrapper {
    private static final String FOLDER = "/console";

    public ConsoleViews(ResourceHandler wrapped) {
        super(wrapped);
    }

    @Override
    public ViewResource createViewResource(FacesContext context, String name) {
        boolean isPage = name.endsWith(".xhtml") && !name.startsWith("/WEB-INF/") && !name.startsWith(FOLDER + "/");
        return super.createViewResource(context, isPage ? FOLDER + name : name);
    }
}
