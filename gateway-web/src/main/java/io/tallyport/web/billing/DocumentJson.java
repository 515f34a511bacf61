package io.tallyport.web.billing;

import io.tallyport.document.Document;
import io.tallyport.document.DocumentFile.Kind;
import io.tallyport.web.usage.Amounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A document and where its files are. */
@ApplicationScoped
public class DocumentJson {
    @Inject
    private Money money;

    JsonObject of(Document document) {
        return Json.createObjectBuilder()
                .add("object", "document")
                .add("id", Long.toString(document.id()))
                .add("type", document.type().name().toLowerCase(Locale.ROOT))
                .add("number", document.number())
                .add("issued", document.issued().toString())
                .add("order", text(document.orderId()))
                .add("month", text(document.month()))
                .add("net", amount(document, document.net()))
                .add("tax", amount(document, document.tax()))
                .add("total", amount(document, document.gross()))
                .add("sha256", document.sha256())
                .add("files", files(document))
                .build();
    }

    private JsonValue amount(Document document, @Nullable Long minor) {
        return document.currency() == null ? JsonValue.NULL : money.orNull(document.currency(), minor);
    }

    /** Those that can be had now; null: it is being made. */
    private static JsonObject files(Document document) {
        JsonObjectBuilder files = Json.createObjectBuilder();
        document.expected().stream()
                .sorted()
                .forEach(kind -> files.add(
                        kind.name().toLowerCase(Locale.ROOT),
                        document.files().contains(kind)
                                ? Json.createValue("/v1/billing/documents/" + document.id() + '/' + path(kind))
                                : JsonValue.NULL));
        return files.build();
    }

    private static String path(Kind kind) {
        return switch (kind) {
            case PDF -> "pdf";
            case CII -> "cii.xml";
            case UBL -> "ubl.xml";
        };
    }

    private static JsonValue text(@Nullable Object value) {
        return Amounts.orNull(value == null ? null : value.toString());
    }
}
