package io.tallyport.web.operator;

import io.tallyport.audit.Audit;
import io.tallyport.audit.AuditEntry;
import io.tallyport.web.request.Page;
import io.tallyport.web.security.OperatorKeyed;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/operator/audit}: who changed what, newest first. */
@Path("/operator/audit")
@OperatorKeyed
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
    @Inject
    private Audit audit;

    @GET
    public JsonObject list(@Context HttpServletRequest request) {
        return Page.of(request, audit::before, AuditEntry::id, AuditResource::json);
    }

    private static JsonObject json(AuditEntry entry) {
        return Json.createObjectBuilder()
                .add("object", "audit_entry")
                .add("id", Long.toString(entry.id()))
                .add("at", entry.at().toString())
                .add("actor", entry.actor().name())
                .add("key_id", entry.actor().keyId())
                .add("action", entry.action())
                .add("subject", entry.subject())
                .add("before", parsed(entry.before()))
                .add("after", parsed(entry.after()))
                .build();
    }

    private static JsonValue parsed(@Nullable String json) {
        if (json == null) {
            return JsonValue.NULL;
        }
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }
}
