package io.tallyport.workbench.launcher.setup;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** The part of the setup file that says where calls may go. */
final class UpstreamJson {
    private final JsonGenerator json;

    UpstreamJson(JsonGenerator json) {
        this.json = json;
    }

    void write(UpstreamProvider provider) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", provider.name());
        json.writeStringField("protocol", provider.protocol());
        json.writeStringField("baseUrl", provider.baseUrl());
        json.writeBooleanField("simulator", provider.simulator());
        json.writeBooleanField("responses", provider.responses());
        json.writeBooleanField("noStreamOptions", provider.noStreamOptions());
        json.writeArrayFieldStart("serves");
        for (String served : provider.serves()) {
            json.writeString(served);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("accounts");
        for (UpstreamProvider.Account account : provider.accounts()) {
            write(account);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(UpstreamProvider.Account account) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", account.name());
        json.writeStringField("credential", account.credential());
        if (account.group().isPresent()) {
            json.writeStringField("group", account.group().get());
        }
        if (account.region().isPresent()) {
            json.writeStringField("region", account.region().get());
        }
        if (account.weight().isPresent()) {
            json.writeNumberField("weight", account.weight().getAsInt());
        }
        if (account.requestsPerMinute().isPresent()) {
            json.writeNumberField(
                    "requestsPerMinute", account.requestsPerMinute().getAsInt());
        }
        if (account.tokensPerMinute().isPresent()) {
            json.writeNumberField("tokensPerMinute", account.tokensPerMinute().getAsLong());
        }
        if (account.concurrency().isPresent()) {
            json.writeNumberField("concurrency", account.concurrency().getAsInt());
        }
        json.writeEndObject();
    }

    void write(Setup.Routing routing) throws IOException {
        json.writeObjectFieldStart("routing");
        json.writeStringField("mode", routing.mode());
        if (routing.fixedAccount().isPresent()) {
            json.writeStringField("fixedAccount", routing.fixedAccount().get());
        }
        json.writeBooleanField("choosesAccount", routing.choosesAccount());
        json.writeEndObject();
    }
}
