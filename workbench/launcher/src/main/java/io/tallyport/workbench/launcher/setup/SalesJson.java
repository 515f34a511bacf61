package io.tallyport.workbench.launcher.setup;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;

/** The form of what the setup file says of selling. */
final class SalesJson {
    private final JsonGenerator json;

    SalesJson(JsonGenerator json) {
        this.json = json;
    }

    void write(Sales sales) throws IOException {
        json.writeObjectFieldStart("sales");
        json.writeArrayFieldStart("sellers");
        for (Sales.Seller seller : sales.sellers()) {
            write(seller);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("packages");
        for (Sales.Package sold : sales.packages()) {
            write(sold);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("bonuses");
        for (Sales.Bonus bonus : sales.bonuses()) {
            json.writeStartObject();
            json.writeStringField("from", bonus.from());
            json.writeNumberField("percent", bonus.percent());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    void write(Sales.Profile profile) throws IOException {
        json.writeObjectFieldStart("billingProfile");
        json.writeStringField("name", profile.name());
        fields(profile.address());
        json.writeBooleanField("business", true);
        json.writeStringField("vatId", profile.vatId());
        json.writeStringField("language", profile.language());
        json.writeEndObject();
    }

    private void write(Sales.Seller seller) throws IOException {
        json.writeStartObject();
        json.writeStringField("code", seller.code());
        json.writeStringField("name", seller.name());
        json.writeObjectFieldStart("address");
        fields(seller.address());
        json.writeEndObject();
        json.writeStringField("timeZone", seller.timeZone());
        for (Map.Entry<String, String> identifier : seller.identifiers().entrySet()) {
            json.writeStringField(identifier.getKey(), identifier.getValue());
        }
        json.writeBooleanField("taxesAtBuyer", seller.taxesAtBuyer());
        if (seller.bankAccount().isPresent()) {
            write(seller.bankAccount().get());
        }
        json.writeArrayFieldStart("registrations");
        for (Sales.Registration registration : seller.registrations()) {
            json.writeStartObject();
            json.writeStringField("kind", registration.kind());
            json.writeStringField("jurisdiction", registration.jurisdiction());
            json.writeStringField("number", registration.number());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Sales.BankAccount account) throws IOException {
        json.writeObjectFieldStart("bankAccount");
        json.writeStringField("bank", account.bank());
        json.writeStringField("iban", account.iban());
        json.writeStringField("bic", account.bic());
        json.writeEndObject();
    }

    private void fields(Sales.Address address) throws IOException {
        json.writeStringField("street", address.street());
        json.writeStringField("postcode", address.postcode());
        json.writeStringField("city", address.city());
        json.writeStringField("country", address.country());
    }

    private void write(Sales.Package sold) throws IOException {
        json.writeStartObject();
        json.writeStringField("seller", sold.seller());
        json.writeStringField("name", sold.name());
        json.writeStringField("currency", sold.currency());
        json.writeNumberField("net", sold.net());
        json.writeStringField("credits", sold.credits());
        if (sold.amounts().isPresent()) {
            json.writeObjectFieldStart("amounts");
            json.writeNumberField("least", sold.amounts().get().least());
            json.writeNumberField("most", sold.amounts().get().most());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
