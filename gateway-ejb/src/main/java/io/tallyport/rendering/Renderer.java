package io.tallyport.rendering;

import io.tallyport.document.DocumentContent;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Stands in for the real one until the branches meet. */
@ApplicationScoped
public class Renderer {
    public byte[] pdf(DocumentContent content, byte @Nullable [] facturX) {
        String text = "%PDF stand-in " + content.type() + " " + content.number() + " "
                + (facturX == null ? "" : facturX.length);
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
