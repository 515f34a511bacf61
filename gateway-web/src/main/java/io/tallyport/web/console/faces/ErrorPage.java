package io.tallyport.web.console.faces;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** What went wrong, in words. */
@Named
@RequestScoped
public class ErrorPage {

    @Inject
    private HttpServletRequest request;

    private int status() {
        @Nullable Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return code instanceof Integer number ? number : 500;
    }

    public String getTitle() {
        return switch (status()) {
            case 400 -> "Not understood";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            default -> "Something went wrong";
        };
    }

    public String getAdvice() {
        return switch (status()) {
            case 400 -> "The form came without what our page puts into it. Open the page again.";
            case 403 -> "Your roles do not include this page, or the form came from another site.";
            case 404 ->
                "There is no such page, or what it was about does not exist. Check the address, or start from the"
                        + " organisations.";
            default ->
                "The page could not be made. Nothing was changed halfway. The health page shows whether the database"
                        + " answers; the server's log says more.";
        };
    }
}
