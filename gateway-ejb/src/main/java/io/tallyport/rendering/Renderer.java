package io.tallyport.rendering;

import io.tallyport.archive.SigningKey;
import io.tallyport.document.DocumentContent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Documents as PDF/A-3b files, with the configured logos and signing key. */
@ApplicationScoped
public class Renderer {
    @Inject
    @ConfigProperty(name = "tallyport.document.logo-dir")
    Optional<String> logoFolder;

    @Inject
    @ConfigProperty(name = "tallyport.document.keystore")
    Optional<String> keystore;

    @Inject
    @ConfigProperty(name = "tallyport.document.keystore-password")
    Optional<String> password;

    private @Nullable Printer printer;

    /** Made for the first document, since it reads fonts and key. */
    private synchronized Printer printer() {
        if (printer == null) {
            char[] secret = password.orElse("").toCharArray();
            Optional<SigningKey> key = keystore.map(file -> SigningKey.read(Path.of(file), secret));
            printer = new Printer(logoFolder.map(Path::of), key);
        }
        return printer;
    }

    /**
     * @param facturX the invoice as CII for {@code factur-x.xml}; null for documents that have none
     * @throws IllegalStateException if it cannot be drawn; nothing was stored, and trying again is safe
     */
    public byte[] pdf(DocumentContent content, byte @Nullable [] facturX) {
        return printer().pdf(content, facturX);
    }
}
