package io.tallyport.workbench.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tallyport.workbench.simulator.account.Account;
import io.tallyport.workbench.simulator.account.Outcome;
import io.tallyport.workbench.simulator.account.Second;
import io.tallyport.workbench.simulator.account.SeenRequest;
import io.tallyport.workbench.simulator.account.Tally;
import io.tallyport.workbench.simulator.account.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The JSON of the tally and of the seen requests. */
final class Report {
    private static final JsonFactory JSON = new JsonFactory();

    private Report() {}

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] tally(Account account) throws IOException {
        return render(json -> write(json, account));
    }

    static byte[] tallies(Collection<Account> accounts) throws IOException {
        return render(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("accounts");
            for (Account account : accounts) {
                write(json, account);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    static byte[] seconds(List<Second> seconds) throws IOException {
        return render(json -> {
            json.writeStartArray();
            for (Second second : seconds) {
                json.writeStartObject();
                json.writeNumberField("second", second.epochSecond());
                json.writeNumberField("arrived", second.arrived());
                writeFields(json, second.ended());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    static byte[] requests(List<SeenRequest> requests) throws IOException {
        return render(json -> {
            json.writeStartArray();
            for (SeenRequest request : requests) {
                write(json, request);
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, Account account) throws IOException {
        json.writeStartObject();
        json.writeStringField("account", account.key());
        writeFields(json, account.total());
        json.writeObjectFieldStart("models");
        for (Map.Entry<String, Tally> model : account.models().entrySet()) {
            json.writeObjectFieldStart(model.getKey());
            writeFields(json, model.getValue());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeFields(JsonGenerator json, Tally tally) throws IOException {
        json.writeNumberField("calls", tally.calls());
        json.writeNumberField("completed", tally.calls(Outcome.COMPLETED));
        json.writeNumberField("billable", tally.billable());
        json.writeNumberField("failed", tally.calls(Outcome.FAILED));
        json.writeNumberField("cut", tally.calls(Outcome.CUT));
        json.writeNumberField("client_gone", tally.calls(Outcome.CLIENT_GONE));
        json.writeNumberField("replayed", tally.calls(Outcome.REPLAYED));
        writeFields(json, tally.completed());
        json.writeObjectFieldStart("unfinished");
        writeFields(json, tally.unfinished());
        json.writeEndObject();
    }

    private static void writeFields(JsonGenerator json, Usage usage) throws IOException {
        json.writeNumberField("input_tokens", usage.input());
        json.writeNumberField("cache_write_5m_tokens", usage.write5m());
        json.writeNumberField("cache_write_1h_tokens", usage.write1h());
        json.writeNumberField("cache_read_tokens", usage.read());
        json.writeNumberField("output_tokens", usage.output());
        json.writeNumberField("reasoning_tokens", usage.reasoning());
    }

    private static void write(JsonGenerator json, SeenRequest request) throws IOException {
        json.writeStartObject();
        json.writeStringField("method", request.method());
        json.writeStringField("path", request.path());
        json.writeStringField("query", request.query());
        json.writeObjectFieldStart("headers");
        for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
            json.writeStringField(header.getKey(), String.join(", ", header.getValue()));
        }
        json.writeEndObject();
        json.writeStringField("body_sha256", HexFormat.of().formatHex(request.bodySha256()));
        json.writeNumberField("body_bytes", request.bodyBytes());
        json.writeEndObject();
    }

    private static byte[] render(Content content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            content.write(json);
        }
        return out.toByteArray();
    }
}
