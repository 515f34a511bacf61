package io.tallyport.web.request;

import io.tallyport.chat.Protocol;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.idempotency.Answer;
import io.tallyport.idempotency.Idempotency;
import io.tallyport.idempotency.KeyedRequest;
import io.tallyport.key.Caller;
import io.tallyport.web.entry.Inbound;
import io.tallyport.web.error.ErrorBody;
import io.tallyport.web.security.ApiKeyFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers requests once per {@code Idempotency-Key}. */
@ApplicationScoped
public class Idempotent {
    private static final String HEADER = "idempotency-key";
    private static final String REPLAYED = "idempotent-replayed";
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");
    private static final int FIRST_OF_SERVER_ERRORS = 500;
    /** They say to try again, so that the same request may be answered otherwise then. */
    private static final Set<ErrorCode> PASSING = EnumSet.of(ErrorCode.IN_PROGRESS, ErrorCode.RATE_LIMITED);

    @Inject
    private Idempotency idempotency;

    /**
     * For what makes something: the key must be there.
     *
     * @param operation gets an id under which its effects are to happen once
     */
    public Response require(HttpServletRequest request, int status, Function<UUID, JsonObject> operation) {
        @Nullable String key = key(request);
        if (key == null) {
            throw GatewayException.invalid(
                    HEADER,
                    "Send an Idempotency-Key of your own making with this request, such as a UUID: with the same key it"
                            + " can be sent again without doing it twice.");
        }
        return once(request, key, status, operation);
    }

    /** For what can be done twice without harm: the key may be there. */
    public Response allow(HttpServletRequest request, int status, Function<UUID, JsonObject> operation) {
        @Nullable String key = key(request);
        return key == null
                ? response(Answer.of(status, bytes(operation.apply(UUID.randomUUID()))))
                : once(request, key, status, operation);
    }

    private Response once(HttpServletRequest request, String key, int status, Function<UUID, JsonObject> operation) {
        Caller caller = ApiKeyFilter.caller(request);
        @Nullable String query = request.getQueryString();
        String path = request.getRequestURI() + (query == null ? "" : '?' + query);
        Inbound inbound = Inbound.current();
        KeyedRequest keyed = KeyedRequest.of(caller.walletId(), key, request.getMethod(), path, inbound.body());
        return response(idempotency.once(keyed, id -> answer(status, () -> operation.apply(id), inbound)));
    }

    private interface Operation {
        JsonObject run();
    }

    /** A refusal is an answer too: it stays, even if the same request would pass now (L24). */
    private static Answer answer(int status, Operation operation, Inbound inbound) {
        try {
            return Answer.of(status, bytes(operation.run()));
        } catch (GatewayException refusal) {
            if (refusal.status() >= FIRST_OF_SERVER_ERRORS || PASSING.contains(refusal.code())) {
                throw refusal;
            }
            return Answer.of(refusal.status(), ErrorBody.of(Protocol.OPENAI, refusal, inbound.id()));
        }
    }

    private static @Nullable String key(HttpServletRequest request) {
        @Nullable String key = request.getHeader(HEADER);
        if (key != null && !KEY.matcher(key).matches()) {
            throw GatewayException.invalid(
                    HEADER, "An Idempotency-Key has 1 to 255 visible ASCII characters, such as a UUID.");
        }
        return key;
    }

    private static byte[] bytes(JsonObject json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Response response(Answer answer) {
        Response.ResponseBuilder response = Response.status(answer.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(answer.body())
                .header("cache-control", "no-store");
        return answer.replayed() ? response.header(REPLAYED, "true").build() : response.build();
    }
}
