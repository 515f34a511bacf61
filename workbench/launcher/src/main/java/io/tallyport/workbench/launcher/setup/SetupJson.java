package io.tallyport.workbench.launcher.setup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The setup file's form, as the EAR reads it. */
final class SetupJson {
    private final JsonGenerator json;

    private SetupJson(JsonGenerator json) {
        this.json = json;
    }

    static String of(
            List<Setup.User> users,
            List<Setup.Organisation> organisations,
            List<UpstreamProvider> upstreams,
            List<String> ipExemptions,
            Optional<Sales> sales) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            SetupJson setup = new SetupJson(generator);
            generator.writeStartObject();
            setup.array("users", users, setup::user);
            setup.array("organisations", organisations, setup::organisation);
            setup.array("upstreamProviders", upstreams, new UpstreamJson(generator)::write);
            setup.array("ipExemptions", ipExemptions, generator::writeString);
            if (sales.isPresent()) {
                new SalesJson(generator).write(sales.get());
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private void user(Setup.User user) throws IOException {
        json.writeStartObject();
        json.writeStringField("email", user.email());
        json.writeStringField("name", user.name());
        json.writeStringField("password", user.password());
        array("roles", user.roles(), json::writeString);
        if (!user.operatorKeys().isEmpty()) {
            array("operatorKeys", user.operatorKeys(), this::key);
        }
        json.writeEndObject();
    }

    private void organisation(Setup.Organisation organisation) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", organisation.name());
        array("keys", organisation.keys(), this::key);
        if (organisation.contract().isPresent()) {
            contract(organisation.contract().get());
        }
        if (organisation.openingBalance().isPresent()) {
            openingBalance(organisation.openingBalance().get());
        }
        if (organisation.billingProfile().isPresent()) {
            new SalesJson(json).write(organisation.billingProfile().get());
        }
        if (organisation.routing().isPresent()) {
            new UpstreamJson(json).write(organisation.routing().get());
        }
        json.writeEndObject();
    }

    private void key(Setup.Key key) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", key.name());
        json.writeStringField("secret", key.secret());
        if (key.role().isPresent()) {
            json.writeStringField("role", key.role().get());
        }
        json.writeEndObject();
    }

    private void contract(Setup.Contract contract) throws IOException {
        json.writeObjectFieldStart("contract");
        json.writeNumberField("requestsPerMinute", contract.requestsPerMinute());
        json.writeNumberField("multiplierPpm", contract.multiplierPpm());
        json.writeEndObject();
    }

    private void openingBalance(Setup.OpeningBalance balance) throws IOException {
        json.writeObjectFieldStart("openingBalance");
        json.writeStringField("credits", balance.credits());
        json.writeStringField("reason", balance.reason());
        json.writeStringField("actor", balance.actor());
        json.writeStringField("approver", balance.approver());
        json.writeEndObject();
    }

    private interface Item<T> {
        void write(T item) throws IOException;
    }

    private <T> void array(String name, List<T> items, Item<T> form) throws IOException {
        json.writeArrayFieldStart(name);
        for (T item : items) {
            form.write(item);
        }
        json.writeEndArray();
    }
}
