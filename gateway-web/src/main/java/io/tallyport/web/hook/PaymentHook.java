package io.tallyport.web.hook;

import io.tallyport.chat.Protocol;
import io.tallyport.database.DatabaseException;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.inbound.InboundEvents;
import io.tallyport.web.entry.Inbound;
import io.tallyport.web.error.ErrorBody;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers 200 once the event is stored, whatever comes of it; anything else has the provider send it again. */
@WebServlet("/hooks/payments/*")
public class PaymentHook extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Pattern PATH = Pattern.compile("/([a-z0-9-]{1,40})/([a-z0-9-]{1,40})");
    /** The sandbox signs as Stripe does, and names the header so. */
    private static final String SIGNATURE = "stripe-signature";

    @Inject
    private transient InboundEvents events;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            take(request);
        } catch (GatewayException e) {
            answer(response, e);
        } catch (DatabaseException e) {
            answer(
                    response,
                    new GatewayException(ErrorCode.OVERLOADED, "The event could not be stored; send it again."));
        }
    }

    private void take(HttpServletRequest request) {
        Matcher path = PATH.matcher(Objects.requireNonNullElse(request.getPathInfo(), ""));
        if (!path.matches()) {
            throw new GatewayException(ErrorCode.NOT_FOUND, "There is no such endpoint.");
        }
        events.take(
                path.group(1),
                path.group(2),
                Objects.requireNonNullElse(request.getHeader(SIGNATURE), ""),
                Inbound.current().body());
    }

    private static void answer(HttpServletResponse response, GatewayException refusal) throws IOException {
        response.setStatus(refusal.status());
        response.setContentType("application/json");
        response.getOutputStream()
                .write(ErrorBody.of(Protocol.OPENAI, refusal, Inbound.current().id()));
    }
}
