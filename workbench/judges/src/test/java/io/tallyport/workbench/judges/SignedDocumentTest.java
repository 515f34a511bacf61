package io.tallyport.workbench.judges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.archive.SigningKey;
import io.tallyport.rendering.Printer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedDocumentTest {
    private static SigningKey key;
    private static byte[] signed;

    @BeforeAll
    static void sign() throws Exception {
        key = TestKey.rsa(3072);
        signed = new Printer(Optional.empty(), Optional.of(key)).pdf(Samples.g05(), PrinterTest.g05Xml());
    }

    @Test
    @DisplayName("L68: the signature validates after saving and loading, and covers the whole file")
    void theSignatureValidatesAfterDownload(@TempDir Path folder) throws Exception {
        Path saved = Files.write(folder.resolve("TP-2026-000005.pdf"), signed);
        assertThat(isIntact(Files.readAllBytes(saved))).isTrue();
    }

    @Test
    @DisplayName("L68: any changed byte fails")
    void anyChangedByteFails() {
        Random random = new Random(68);
        for (int round = 0; round < 300; round++) {
            byte[] changed = signed.clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            assertThat(isIntact(changed))
                    .as("byte %d of %d", at, changed.length)
                    .isFalse();
        }
    }

    @Test
    void itIsPadesBaselineB() throws Exception {
        try (PDDocument document = Loader.loadPDF(signed)) {
            PDSignature signature = document.getLastSignatureDictionary();
            assertThat(signature.getSubFilter()).isEqualTo("ETSI.CAdES.detached");
            assertThat(signature.getSignDate()).isNotNull();
            assertThat(signature.getContents()).hasSize(16_384);
            SignerInformation signer = signer(cms(signature));
            assertThat(signer.getDigestAlgOID()).isEqualTo("2.16.840.1.101.3.4.2.1");
            assertThat(signer.getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2))
                    .isNotNull();
            assertThat(signer.getSignedAttributes().get(CMSAttributes.signingTime))
                    .isNull();
        }
    }

    @Test
    @DisplayName("L61: signed, it is still PDF/A-3b with an invoice that Mustang finds valid")
    void signedItStillPassesBothJudges() throws IOException {
        assertThat(PrinterTest.fontsOf(signed)).isNotEmpty().allMatch(PDFont::isEmbedded);
        assertThat(Validators.pdfA3b(signed)).isEmpty();
        assertThat(Validators.mustang(signed, "TP-2026-000005.pdf")).contains("<summary status=\"valid\"/>");
    }

    @Test
    void theUnsignedFileStandsUnchangedBeforeTheSignature() throws IOException {
        byte[] unsigned = new Printer(Optional.empty(), Optional.empty()).pdf(Samples.g05(), PrinterTest.g05Xml());
        assertThat(Arrays.copyOf(signed, unsigned.length)).isEqualTo(unsigned);
        assertThat(signed.length - unsigned.length).isLessThan(45_000);
    }

    @Test
    void signingAgainGivesTheSameBytes() throws IOException {
        byte[] again = new Printer(Optional.empty(), Optional.of(key)).pdf(Samples.g05(), PrinterTest.g05Xml());
        assertThat(again).isEqualTo(signed);
    }

    @Test
    void aKeyIsReadFromAPkcs12FileAndAWrongPasswordIsToldWithoutIt(@TempDir Path folder) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = "correct horse".toCharArray();
        store.setKeyEntry("documents", key.key(), password, key.chain().toArray(Certificate[]::new));
        Path file = folder.resolve("documents.p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
        assertThat(SigningKey.read(file, password).chain()).isEqualTo(key.chain());
        assertThatThrownBy(() -> SigningKey.read(file, "wrong horse".toCharArray()))
                .hasMessageContaining("tallyport.document.keystore")
                .hasMessageNotContaining("wrong horse");
    }

    private static boolean isIntact(byte[] file) {
        try (PDDocument document = Loader.loadPDF(file)) {
            PDSignature signature = document.getLastSignatureDictionary();
            if (signature == null || !coversAll(signature, file)) {
                return false;
            }
            CMSSignedData cms = new CMSSignedData(
                    new CMSProcessableByteArray(signature.getSignedContent(file)), contentInfo(signature));
            return isByTheNamedCertificate(cms)
                    && cms.verifySignatures(signer -> new JcaSimpleSignerInfoVerifierBuilder()
                            .build(key.chain().getFirst()));
        } catch (Exception broken) {
            return false;
        }
    }

    /** What the signature itself does not cover: the certificate beside it, and the names of versions and digests. */
    private static boolean isByTheNamedCertificate(CMSSignedData cms) throws Exception {
        byte[] certificate = signerCertificate(cms).getEncoded();
        var attribute = signer(cms).getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        byte[] named = SigningCertificateV2.getInstance(
                        attribute.getAttrValues().getObjectAt(0))
                .getCerts()[0]
                .getCertHash();
        String digests =
                cms.getDigestAlgorithmIDs().iterator().next().getAlgorithm().getId();
        return Arrays.equals(named, MessageDigest.getInstance("SHA-256").digest(certificate))
                && cms.getVersion() == 1
                && signer(cms).getVersion() == 1
                && digests.equals(signer(cms).getDigestAlgOID());
    }

    /** Nothing but the signature's own hexadecimal digits is left out, and those are all accounted for. */
    private static boolean coversAll(PDSignature signature, byte[] file) throws IOException {
        int[] range = signature.getByteRange();
        byte[] contents = signature.getContents();
        boolean padded = true;
        int length = contentInfo(signature).getEncoded("DER").length;
        for (int at = length; at < contents.length; at++) {
            padded &= contents[at] == 0;
        }
        String digits = new String(file, range[1], range[2] - range[1], java.nio.charset.StandardCharsets.ISO_8859_1);
        boolean canonical =
                digits.equals('<' + java.util.HexFormat.of().withUpperCase().formatHex(contents) + '>');
        return padded && canonical && range[0] == 0 && range[2] + range[3] == file.length;
    }

    /** The placeholder is filled up with zeros, which a strict reader takes for rubbish: only the first object counts. */
    private static ContentInfo contentInfo(PDSignature signature) throws IOException {
        try (ASN1InputStream in = new ASN1InputStream(signature.getContents())) {
            return ContentInfo.getInstance(in.readObject());
        }
    }

    private static CMSSignedData cms(PDSignature signature) throws Exception {
        return new CMSSignedData(
                new CMSProcessableByteArray(signature.getSignedContent(signed)), contentInfo(signature));
    }

    private static SignerInformation signer(CMSSignedData cms) {
        return cms.getSignerInfos().getSigners().iterator().next();
    }

    @SuppressWarnings("unchecked")
    private static X509CertificateHolder signerCertificate(CMSSignedData cms) {
        return (X509CertificateHolder) cms.getCertificates()
                .getMatches(signer(cms).getSID())
                .iterator()
                .next();
    }
}
