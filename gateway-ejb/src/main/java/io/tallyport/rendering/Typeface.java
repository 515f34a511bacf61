package io.tallyport.rendering;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.engine.fonts.FontFamily;
import net.sf.jasperreports.engine.fonts.SimpleFontFace;
import net.sf.jasperreports.engine.fonts.SimpleFontFamily;
import org.jspecify.annotations.Nullable;

/** The fonts that documents embed: one for our own words, the others for names in scripts that it lacks, in this order. */
enum Typeface {
    MAIN("Tallyport Sans", "SourceSansPro-Regular", "SourceSansPro-SemiBold"),
    HEBREW("Tallyport Hebrew", "NotoSansHebrew-Regular", "NotoSansHebrew-Bold"),
    ARABIC("Tallyport Arabic", "NotoNaskhArabicUI-Regular", "NotoNaskhArabicUI-Bold"),
    HANGUL("Tallyport Hangul", "NanumGothic", null),
    HAN("Tallyport Han", "DroidSansFallback", null),
    THAI("Tallyport Thai", "NotoSansThai-Regular", "NotoSansThai-Bold"),
    DEVANAGARI("Tallyport Devanagari", "NotoSansDevanagari-Regular", "NotoSansDevanagari-Bold"),
    ARMENIAN("Tallyport Armenian", "NotoSansArmenian-Regular", "NotoSansArmenian-Bold"),
    GEORGIAN("Tallyport Georgian", "NotoSansGeorgian-Regular", "NotoSansGeorgian-Bold");

    private static final String FOLDER = "io/tallyport/rendering/fonts/";

    private final String family;
    private final String regular;
    private final @Nullable String bold;
    /** Only asked what it can display. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Font font;

    Typeface(String family, String regular, @Nullable String bold) {
        this.family = family;
        this.regular = regular;
        this.bold = bold;
        font = read(regular);
    }

    /** What the template and styled text call it. */
    String family() {
        return family;
    }

    boolean has(int codePoint) {
        return font.canDisplay(codePoint);
    }

    static Font semiBold() {
        return read("SourceSansPro-SemiBold");
    }

    static List<FontFamily> families(JasperReportsContext context) {
        List<FontFamily> families = new ArrayList<>();
        for (Typeface typeface : values()) {
            families.add(typeface.in(context));
        }
        return families;
    }

    private FontFamily in(JasperReportsContext context) {
        SimpleFontFamily fonts = new SimpleFontFamily(context);
        fonts.setName(family);
        fonts.setNormalFace(face(context, regular));
        if (bold != null) {
            fonts.setBoldFace(face(context, bold));
        }
        // with this encoding a font is always embedded
        fonts.setPdfEncoding("Identity-H");
        return fonts;
    }

    private static SimpleFontFace face(JasperReportsContext context, String name) {
        SimpleFontFace face = new SimpleFontFace(context);
        face.setTtf(FOLDER + name + ".ttf");
        return face;
    }

    private static Font read(String name) {
        try (InputStream in = Typeface.class.getClassLoader().getResourceAsStream(FOLDER + name + ".ttf")) {
            return Font.createFont(Font.TRUETYPE_FONT, Objects.requireNonNull(in, "the build left out font " + name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (FontFormatException broken) {
            throw new IllegalStateException("font " + name + " is broken", broken);
        }
    }
}
