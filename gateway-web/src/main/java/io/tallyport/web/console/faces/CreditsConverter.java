package io.tallyport.web.console.faces;

import io.tallyport.ledger.Credits;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.FacesConverter;
import org.jspecify.annotations.Nullable;

/** Nano-credits as exact decimal credits; output only. */
@FacesConverter("credits")
public class CreditsConverter implements Converter<Long> {

    @Override
    public Long getAsObject(FacesContext context, UIComponent component, String value) {
        throw new UnsupportedOperationException("credits are shown, not typed");
    }

    @Override
    public String getAsString(FacesContext context, UIComponent component, @Nullable Long nano) {
        return nano == null ? "" : Credits.decimal(nano);
    }
}
