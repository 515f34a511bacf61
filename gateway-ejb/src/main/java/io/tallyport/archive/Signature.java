package io.tallyport.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.Hashtable;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * A PAdES B-B signature (ETSI EN 319 142-1) over the whole file: SHA-256 with RSA, the signing certificate named by its digest,
 * no signing-time attribute; the claimed time, in {@code /M}, is the day of issue.
 */
public final class Signature {
    private static final int PLACEHOLDER = 16_384;

    private Signature() {}

    /** Appends to the file; its bytes stand unchanged before the signature's. */
    public static byte[] over(byte[] unsigned, FileFacts facts, SigningKey key) {
        try (PDDocument file = Loader.loadPDF(unsigned);
                SignatureOptions options = new SignatureOptions()) {
            PDSignature signature = new PDSignature();
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(PDSignature.SUBFILTER_ETSI_CADES_DETACHED);
            signature.setName(facts.author());
            signature.setSignDate(ArchiveFile.midnight(facts.issued()));
            options.setPreferredSignatureSize(PLACEHOLDER);
            // in place of the time, which the new ID is made of otherwise
            file.setDocumentId((long) unsigned.length);
            file.addSignature(signature, content -> signed(content, key), options);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(unsigned.length + 3 * PLACEHOLDER);
            file.saveIncremental(bytes);
            return bytes.toByteArray();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] signed(InputStream content, SigningKey key) throws IOException {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(signer(key));
            generator.addCertificates(new JcaCertStore(key.chain()));
            CMSTypedData data = new CMSProcessableByteArray(content.readAllBytes());
            return generator.generate(data, false).getEncoded();
        } catch (GeneralSecurityException | OperatorCreationException | CMSException failed) {
            throw new IOException("a document could not be signed", failed);
        }
    }

    private static SignerInfoGenerator signer(SigningKey key)
            throws GeneralSecurityException, OperatorCreationException {
        ContentSigner signer = new JcaContentSignerBuilder("SHA256withRSA").build(key.key());
        JcaSignerInfoGeneratorBuilder builder =
                new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build());
        builder.setSignedAttributeGenerator(new WithoutTime(signingCertificate(key)));
        return builder.build(signer, key.certificate());
    }

    private static AttributeTable signingCertificate(SigningKey key) throws GeneralSecurityException {
        byte[] digest = ArchiveFile.sha256().digest(key.certificate().getEncoded());
        SigningCertificateV2 named = new SigningCertificateV2(new ESSCertIDv2(digest));
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(named)));
        return new AttributeTable(attributes);
    }

    /** PAdES forbids the attribute that CMS has for the time. */
    private static final class WithoutTime extends DefaultSignedAttributeTableGenerator {
        WithoutTime(AttributeTable attributes) {
            super(attributes);
        }

        @Override
        @SuppressWarnings({"rawtypes", "unchecked", "JdkObsolete"})
        protected Hashtable createStandardAttributeTable(Map parameters) {
            Hashtable attributes = super.createStandardAttributeTable(parameters);
            attributes.remove(CMSAttributes.signingTime);
            return attributes;
        }
    }
}
