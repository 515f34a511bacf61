package io.tallyport.rendering;

import io.tallyport.sheet.Section;
import io.tallyport.sheet.Section.Layout;
import io.tallyport.sheet.Section.Row;
import io.tallyport.sheet.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.sf.jasperreports.engine.JRDataSource;
import net.sf.jasperreports.engine.JRField;
import org.jspecify.annotations.Nullable;

/**
 * A sheet's rows for the template, whose fields are: {@code section} and {@code block} (change where a section begins, or what
 * must stay on one page), {@code heading}, {@code h1} … {@code h7}, {@code c1} … {@code c7}, {@code strong}, {@code drawing}, and a
 * boolean named after each layout.
 */
final class Rows implements JRDataSource {
    private record Place(int section, int block, Section of, Row row) {}

    private final List<Place> places = new ArrayList<>();
    private int at = -1;

    Rows(Sheet sheet) {
        for (int section = 0; section < sheet.sections().size(); section++) {
            Section of = sheet.sections().get(section);
            for (Row row : of.rows()) {
                boolean begins = places.isEmpty() || places.getLast().section() != section;
                int before = places.isEmpty() ? 0 : places.getLast().block();
                places.add(new Place(section, begins || !of.together() ? before + 1 : before, of, row));
            }
        }
    }

    @Override
    public boolean next() {
        at++;
        return at < places.size();
    }

    @Override
    public @Nullable Object getFieldValue(JRField field) {
        Place place = places.get(at);
        String name = field.getName();
        return switch (name) {
            case "section" -> Integer.toString(place.section());
            case "block" -> Integer.toString(place.block());
            case "heading" -> StyledText.of(place.of().title());
            case "titled" -> !place.of().title().isEmpty();
            case "strong" -> place.row().strong();
            case "drawing" ->
                place.row().bars().isEmpty() ? null : new BarChart(place.row().bars());
            case "h1", "h2", "h3", "h4", "h5", "h6", "h7" -> cell(place.of().headings(), name);
            case "c1", "c2", "c3", "c4", "c5", "c6", "c7" -> cell(place.row().cells(), name);
            default -> place.of().layout() == Layout.valueOf(name.toUpperCase(Locale.ROOT));
        };
    }

    private static @Nullable String cell(List<String> cells, String name) {
        int index = name.charAt(1) - '1';
        return index < cells.size() ? StyledText.of(cells.get(index)) : null;
    }
}
