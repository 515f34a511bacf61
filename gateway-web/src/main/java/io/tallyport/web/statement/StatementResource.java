package io.tallyport.web.statement;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.key.Caller;
import io.tallyport.key.KeyKind;
import io.tallyport.statement.Statements;
import io.tallyport.statement.Statements.Range;
import io.tallyport.statement.Statements.Statement;
import io.tallyport.web.security.ApiKeyFilter;
import io.tallyport.web.security.Keyed;
import io.tallyport.web.usage.Question;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The organisation's statement, for management keys. */
@Path("/statement.csv")
@Keyed(management = true)
public class StatementResource {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    @Inject
    private Statements statements;

    @GET
    public Response get(@Context HttpServletRequest request) {
        Caller caller = ApiKeyFilter.caller(request);
        if (caller.kind() != KeyKind.MANAGEMENT) {
            throw new GatewayException(
                    ErrorCode.WRONG_KIND_OF_KEY,
                    "A statement covers the whole organisation: ask with a management key (mk-tp-...).");
        }
        Question question = Question.of(request, "from", "to", "zone", "bom", "chain");
        @Nullable Instant from = question.instant("from");
        @Nullable Instant to = question.instant("to");
        if (from != null && to != null && !from.isBefore(to)) {
            throw GatewayException.invalid("to", "The time in to must be later than the one in from.");
        }
        boolean bom = "true".equals(question.text("bom"));
        boolean chained = "true".equals(question.text("chain"));
        Statement statement =
                statements.begin(new Range(caller.walletId(), from, to, zone(question.text("zone")), chained));
        return Response.ok((StreamingOutput) out -> write(statement, bom, out))
                .header("content-type", "text/csv; charset=utf-8; header=present")
                .header("content-disposition", "attachment; filename=\"tallyport-statement.csv\"")
                .header("cache-control", "no-store")
                .build();
    }

    private static void write(Statement statement, boolean bom, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        if (bom) {
            writer.write(BYTE_ORDER_MARK);
        }
        statement.write(writer);
        writer.flush();
    }

    private static @Nullable ZoneId zone(@Nullable String name) {
        try {
            return name == null ? null : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw GatewayException.invalid("zone", "zone must be a time zone's name such as Europe/Berlin.");
        }
    }
}
