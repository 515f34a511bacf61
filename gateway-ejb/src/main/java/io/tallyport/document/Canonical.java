package io.tallyport.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a document says, as the JSON that is hashed: keys sorted, no spaces, amounts, rates and days as strings. The same content
 * is the same text, always.
 */
final class Canonical {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(DocumentContent.class, Typed.class)
            .addModule(new SimpleModule()
                    .addSerializer(Long.TYPE, ToStringSerializer.instance)
                    .addSerializer(Long.class, ToStringSerializer.instance)
                    .addSerializer(LocalDate.class, ToStringSerializer.instance)
                    .addSerializer(BigDecimal.class, new PlainFigure())
                    .addDeserializer(LocalDate.class, new Day()))
            .build();

    private Canonical() {}

    /** The text names its type too. */
    private interface Typed {
        @JsonProperty
        DocumentType type();
    }

    static String write(DocumentContent content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document cannot be written", e);
        }
    }

    static DocumentContent read(DocumentType type, String text) {
        try {
            return switch (type) {
                case INVOICE, CREDIT_NOTE, PRO_FORMA -> JSON.readValue(text, InvoiceContent.class);
                case RECEIPT -> JSON.readValue(text, ReceiptContent.class);
                case STATEMENT -> JSON.readValue(text, StatementContent.class);
            };
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document cannot be read", e);
        }
    }

    private static final class PlainFigure extends StdScalarSerializer<BigDecimal> {
        private static final long serialVersionUID = 1;

        PlainFigure() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toPlainString());
        }
    }

    private static final class Day extends StdScalarDeserializer<LocalDate> {
        private static final long serialVersionUID = 1;

        Day() {
            super(LocalDate.class);
        }

        @Override
        public LocalDate deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return LocalDate.parse(in.getText());
        }
    }
}
