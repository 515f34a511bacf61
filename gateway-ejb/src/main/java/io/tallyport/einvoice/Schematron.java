package io.tallyport.einvoice;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.s9api.XsltTransformer;
import net.sf.saxon.s9api.streams.Steps;
import org.jspecify.annotations.Nullable;

/** The official rules of EN 16931, release 1.3.16, as the stylesheet that is published beside them; compiled once. */
final class Schematron {
    private static final String FILE = "/external/schematron/1.3.16/%s/EN16931-%s-validation.xslt";
    private static final String SVRL = "http://purl.oclc.org/dsdl/svrl";

    private final XsltExecutable rules;

    /** @param syntax CII or UBL */
    Schematron(String syntax) {
        String file = FILE.formatted(syntax.toLowerCase(java.util.Locale.ROOT), syntax);
        try (InputStream in = Objects.requireNonNull(Schematron.class.getResourceAsStream(file), file)) {
            rules = new Processor(false).newXsltCompiler().compile(new StreamSource(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SaxonApiException e) {
            throw new IllegalStateException("the rules of EN 16931 cannot be compiled", e);
        }
    }

    /** Errors and warnings, each with the rule's name; empty: none. */
    List<String> check(byte[] xml) {
        XdmDestination report = new XdmDestination();
        XsltTransformer run = rules.load();
        try {
            run.setSource(new StreamSource(new ByteArrayInputStream(xml)));
            run.setDestination(report);
            run.transform();
        } catch (SaxonApiException e) {
            throw new IllegalStateException("an invoice cannot be checked by the rules of EN 16931", e);
        }
        return report.getXdmNode().select(Steps.descendant(SVRL, "failed-assert")).asList().stream()
                .map(Schematron::finding)
                .toList();
    }

    private static String finding(XdmNode failed) {
        @Nullable String rule = failed.getAttributeValue(new QName("id"));
        String text = failed.getStringValue().strip();
        return rule == null || text.startsWith("[" + rule) ? text : "[" + rule + "] " + text;
    }
}
