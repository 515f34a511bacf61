package io.tallyport.rendering;

import io.tallyport.sheet.PartyBlock;
import io.tallyport.sheet.Sheet;
import io.tallyport.sheet.Sheet.Fact;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JRParameter;
import net.sf.jasperreports.engine.JasperFillManager;
import net.sf.jasperreports.engine.JasperPrint;
import net.sf.jasperreports.engine.JasperReport;
import net.sf.jasperreports.engine.SimpleJasperReportsContext;
import net.sf.jasperreports.engine.fonts.FontFamily;
import net.sf.jasperreports.engine.util.JRLoader;
import net.sf.jasperreports.export.SimpleExporterInput;
import net.sf.jasperreports.export.SimpleOutputStreamExporterOutput;
import net.sf.jasperreports.pdf.JRPdfExporter;
import net.sf.jasperreports.pdf.SimplePdfExporterConfiguration;
import net.sf.jasperreports.pdf.type.PdfaConformanceEnum;
import net.sf.jasperreports.renderers.Renderable;

/** JasperReports with the template and the fonts, loaded once; safe for threads. */
final class Press {
    private static final String TEMPLATE = "io/tallyport/rendering/document.jasper";
    private static final String COLOURS = "io/tallyport/rendering/sRGB.icc";

    private final SimpleJasperReportsContext context = new SimpleJasperReportsContext();
    private final JasperReport template;

    Press() {
        template = withOwnResources(this::load);
    }

    private JasperReport load() throws JRException {
        context.setExtensions(FontFamily.class, Typeface.families(context));
        context.setProperty("net.sf.jasperreports.default.font.name", Typeface.MAIN.family());
        // what a PDF library sets letter by letter is wrong in this script: Java shapes it, as outlines
        context.setProperty("net.sf.jasperreports.export.pdf.glyph.renderer.blocks.devanagari", "DEVANAGARI");
        context.setProperty("net.sf.jasperreports.export.pdf.glyph.renderer.add.actual.text", "true");
        return (JasperReport)
                JRLoader.loadObject(context, Press.class.getClassLoader().getResource(TEMPLATE));
    }

    /** As PDF/A-3b, without the metadata of this document. */
    byte[] print(Sheet sheet, Renderable logo) {
        return withOwnResources(() -> draw(sheet, logo));
    }

    private byte[] draw(Sheet sheet, Renderable logo) throws JRException {
        JasperPrint pages =
                JasperFillManager.getInstance(context).fill(template, parameters(sheet, logo), new Rows(sheet));
        JRPdfExporter exporter = new JRPdfExporter(context);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        exporter.setExporterInput(new SimpleExporterInput(pages));
        exporter.setExporterOutput(new SimpleOutputStreamExporterOutput(bytes));
        exporter.setConfiguration(archival(sheet));
        exporter.exportReport();
        return bytes.toByteArray();
    }

    private interface Work<T> {
        T result() throws JRException;
    }

    /** JasperReports looks for fonts and extensions by the thread's class loader, which on a thread of others sees neither. */
    private static <T> T withOwnResources(Work<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Press.class.getClassLoader());
        try {
            return work.result();
        } catch (JRException failed) {
            throw new IllegalStateException("a document could not be drawn", failed);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static SimplePdfExporterConfiguration archival(Sheet sheet) {
        SimplePdfExporterConfiguration configuration = new SimplePdfExporterConfiguration();
        configuration.setPdfaConformance(PdfaConformanceEnum.PDFA_3B);
        configuration.setIccProfilePath(COLOURS);
        configuration.setMetadataTitle(sheet.name());
        configuration.setCompressed(true);
        return configuration;
    }

    private static Map<String, Object> parameters(Sheet sheet, Renderable logo) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put(JRParameter.REPORT_LOCALE, sheet.language().locale());
        parameters.put("logo", logo);
        put(parameters, "title", sheet.title());
        put(parameters, "name", sheet.name());
        put(parameters, "headline", sheet.headline());
        put(parameters, "subline", sheet.subline());
        put(parameters, "footer", sheet.footer());
        put(parameters, "pageLabel", sheet.language().text("page"));
        put(parameters, "ofLabel", sheet.language().text("page.of"));
        put(parameters, "seller", sheet.seller());
        put(parameters, "buyer", sheet.buyer());
        List<Fact> facts = sheet.facts();
        for (int at = 0; at < facts.size(); at++) {
            put(parameters, "fact" + (at + 1) + "Label", facts.get(at).label());
            put(parameters, "fact" + (at + 1) + "Value", facts.get(at).value());
        }
        return parameters;
    }

    private static void put(Map<String, Object> parameters, String prefix, PartyBlock party) {
        put(parameters, prefix + "Label", party.label());
        put(parameters, prefix + "Name", party.name());
        put(parameters, prefix + "Address", String.join("\n", party.lines()));
    }

    private static void put(Map<String, Object> parameters, String name, String text) {
        parameters.put(name, StyledText.of(text));
    }
}
