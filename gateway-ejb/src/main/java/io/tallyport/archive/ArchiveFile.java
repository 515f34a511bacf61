package io.tallyport.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.jspecify.annotations.Nullable;

/** Makes a drawn PDF a PDF/A-3b file with its metadata, and puts the XML invoice inside. */
public final class ArchiveFile {
    static final String PRODUCER = "Tallyport";
    private static final String FACTUR_X = "factur-x.xml";
    private static final int ID_BYTES = 16;
    private static final COSName RELATIONSHIP = COSName.getPDFName("AFRelationship");

    private ArchiveFile() {}

    /** @param facturX the invoice as CII, or null if there is none to embed */
    public static byte[] of(byte[] drawn, FileFacts facts, byte @Nullable [] facturX) {
        try (PDDocument file = Loader.loadPDF(drawn)) {
            SubsetNames.makeStable(file);
            describe(file, facts, facturX != null);
            if (facturX != null) {
                embed(file, facturX, midnight(facts.issued()));
            }
            identify(file, facts, facturX);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(drawn.length + 16_384);
            file.save(bytes);
            return bytes.toByteArray();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** In place of the ID that the drawn file has, which is made of time and chance. */
    private static void identify(PDDocument file, FileFacts facts, byte @Nullable [] facturX) {
        MessageDigest digest = sha256();
        digest.update(facts.toString().getBytes(UTF_8));
        digest.update(facturX == null ? new byte[0] : facturX);
        COSString id = new COSString(Arrays.copyOf(digest.digest(), ID_BYTES));
        file.getDocument().getTrailer().setItem(COSName.ID, new COSArray(List.of(id, id)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Calendar midnight(LocalDate day) {
        return GregorianCalendar.from(day.atStartOfDay(ZoneOffset.UTC));
    }

    private static void describe(PDDocument file, FileFacts facts, boolean facturX) throws IOException {
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(facts.title());
        information.setAuthor(facts.author());
        information.setCreator(PRODUCER);
        information.setProducer(PRODUCER);
        information.setCreationDate(midnight(facts.issued()));
        information.setModificationDate(midnight(facts.issued()));
        file.setDocumentInformation(information);
        byte[] packet = Xmp.packet(facts, facts.issued() + "T00:00:00Z", facturX);
        PDMetadata metadata = new PDMetadata(file);
        metadata.importXMPMetadata(packet);
        PDDocumentCatalog catalog = file.getDocumentCatalog();
        catalog.setMetadata(metadata);
        catalog.setLanguage(facts.language());
        file.setVersion(1.7f);
    }

    private static void embed(PDDocument file, byte[] xml, Calendar date) throws IOException {
        PDEmbeddedFile stream = new PDEmbeddedFile(file, new ByteArrayInputStream(xml), COSName.FLATE_DECODE);
        stream.setSubtype("text/xml");
        stream.setSize(xml.length);
        stream.setCreationDate(date);
        stream.setModDate(date);
        PDComplexFileSpecification entry = new PDComplexFileSpecification();
        entry.setFile(FACTUR_X);
        entry.setFileUnicode(FACTUR_X);
        entry.setFileDescription("Factur-X invoice, EN 16931");
        entry.setEmbeddedFile(stream);
        entry.setEmbeddedFileUnicode(stream);
        entry.getCOSObject().setName(RELATIONSHIP, "Alternative");

        PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
        files.setNames(Map.of(FACTUR_X, entry));
        PDDocumentCatalog catalog = file.getDocumentCatalog();
        PDDocumentNameDictionary names = new PDDocumentNameDictionary(catalog);
        names.setEmbeddedFiles(files);
        catalog.setNames(names);
        COSArray associated = new COSArray();
        associated.add(entry);
        catalog.getCOSObject().setItem(COSName.getPDFName("AF"), associated);
    }
}
