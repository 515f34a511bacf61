package io.tallyport.workbench.judges;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.mustangproject.validator.ZUGFeRDValidator;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** The two independent judges of a file. */
final class Validators {
    static {
        VeraGreenfieldFoundryProvider.initialise();
    }

    private Validators() {}

    /** What veraPDF has against it as PDF/A-3b; nothing, if it is one. */
    static List<String> pdfA3b(byte[] file) {
        try (PDFAParser parser =
                Foundries.defaultInstance().createParser(new ByteArrayInputStream(file), PDFAFlavour.PDFA_3_B)) {
            var result = Foundries.defaultInstance()
                    .createValidator(PDFAFlavour.PDFA_3_B, false)
                    .validate(parser);
            List<String> failures = result.getTestAssertions().stream()
                    .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                    .map(assertion -> assertion.getRuleId().getClause() + ": " + assertion.getMessage())
                    .distinct()
                    .toList();
            return failures.isEmpty() && !result.isCompliant() ? List.of("not compliant") : failures;
        } catch (Exception unreadable) {
            return List.of(unreadable.toString());
        }
    }

    /** Mustang's report on the file and the invoice inside. */
    static String mustang(byte[] file, String name) throws IOException {
        return new ZUGFeRDValidator().validate(new ByteArrayInputStream(file), name);
    }
}
