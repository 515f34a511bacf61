package io.tallyport.web.console.faces;

import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.FacesConverter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Times in UTC as ISO 8601 writes them, to the second; output only. */
@FacesConverter("utc")
public class UtcConverter implements Converter<Instant> {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    @Override
    public Instant getAsObject(FacesContext context, UIComponent component, String value) {
        return Instant.parse(value);
    }

    @Override
    public String getAsString(FacesContext context, UIComponent component, @Nullable Instant time) {
        return time == null ? "" : SECONDS.format(time);
    }
}
