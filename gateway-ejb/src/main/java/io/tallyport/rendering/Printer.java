package io.tallyport.rendering;

import io.tallyport.archive.ArchiveFile;
import io.tallyport.archive.FileFacts;
import io.tallyport.archive.Signature;
import io.tallyport.archive.SigningKey;
import io.tallyport.document.DocumentContent;
import io.tallyport.sheet.Sheet;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@link Renderer} does, without a server. The same content, XML, logo and key give the same bytes. Safe for threads. */
public final class Printer {
    private final Press press = new Press();
    private final Logos logos;
    private final Optional<SigningKey> key;

    /**
     * @param logoFolder image files by seller, see {@link Logos}
     * @param key empty for files without a signature
     */
    public Printer(Optional<Path> logoFolder, Optional<SigningKey> key) {
        this.logos = new Logos(logoFolder);
        this.key = key;
    }

    /** In the binding order: drawn, then made an archive file with the XML inside, then signed. */
    public byte[] pdf(DocumentContent content, byte @Nullable [] facturX) {
        Sheet sheet = Sheet.of(content);
        String seller = content.seller().name();
        String language = sheet.language().locale().getLanguage();
        FileFacts facts = new FileFacts(sheet.name(), seller, language, content.issued());
        byte[] drawn = press.print(sheet, logos.of(seller));
        byte[] archived = ArchiveFile.of(drawn, facts, facturX);
        return key.map(signing -> Signature.over(archived, facts, signing)).orElse(archived);
    }
}
