package io.tallyport.sheet;

import static java.util.stream.Collectors.toMap;

import io.tallyport.document.StatementContent;
import io.tallyport.document.StatementContent.DayUsage;
import io.tallyport.document.StatementContent.ModelUsage;
import io.tallyport.document.StatementContent.Movement;
import io.tallyport.sheet.Section.Bar;
import io.tallyport.sheet.Section.Layout;
import io.tallyport.sheet.Section.Row;
import io.tallyport.sheet.Sheet.Fact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A month: what came, what went, for which models and on which days. */
final class StatementSheet {
    private final StatementContent content;
    private final Language language;
    private final int digits;

    StatementSheet(StatementContent content) {
        this.content = content;
        language = Language.of(content.language());
        digits = Language.digits(amounts(content).toList());
    }

    Sheet sheet() {
        return new Sheet(
                language,
                language.text("title.STATEMENT"),
                facts(),
                PartyBlock.of(language.text("party.provider"), content.seller(), language),
                PartyBlock.of(language.text("party.account"), content.buyer(), language),
                language.text("headline.balance", credits(content.closingNano()), language.date(content.lastDay())),
                language.text("subline.STATEMENT"),
                sections(),
                PartyBlock.footer(content.seller(), language));
    }

    private static Stream<Long> amounts(StatementContent content) {
        return Stream.of(
                        Stream.of(content.openingNano(), content.closingNano()),
                        content.movements().stream().map(Movement::nano),
                        content.usage().stream().flatMap(usage -> Stream.of(usage.listNano(), usage.debitNano())),
                        content.days().stream().map(DayUsage::debitNano))
                .flatMap(amounts -> amounts);
    }

    private List<Fact> facts() {
        String period =
                language.text("fact.period.of", language.date(content.firstDay()), language.date(content.lastDay()));
        return List.of(
                new Fact(language.text("number.STATEMENT"), content.number()),
                new Fact(language.text("fact.month"), language.month(content.firstDay())),
                new Fact(language.text("fact.period"), period),
                new Fact(language.text("fact.zone"), content.zone()),
                new Fact(language.text("fact.issued"), language.date(content.issued())));
    }

    private List<Section> sections() {
        List<Section> sections = new ArrayList<>(List.of(movements()));
        if (!content.days().isEmpty()) {
            sections.add(chart());
            sections.add(models());
            sections.add(days());
        }
        return sections;
    }

    private Section movements() {
        List<Row> rows = new ArrayList<>();
        rows.add(Row.strong(
                language.text("statement.opening", language.date(content.firstDay())),
                "",
                "",
                credits(content.openingNano())));
        for (Movement movement : content.movements()) {
            rows.add(Row.of(kind(movement), language.count(movement.count()), "", credits(movement.nano())));
        }
        rows.add(Row.strong(
                language.text("statement.closing", language.date(content.lastDay())),
                "",
                "",
                credits(content.closingNano())));
        List<String> headings =
                List.of(language.text("statement.movement"), language.text("statement.count"), "", creditsHeading());
        return new Section(language.text("section.movements"), Layout.TABLE, headings, rows, true);
    }

    private String kind(Movement movement) {
        String key = "movement." + movement.kind();
        return language.has(key) ? language.text(key) : movement.kind();
    }

    private Section models() {
        List<String> headings = List.of(
                language.text("model.name"),
                language.text("model.calls"),
                language.text("model.input"),
                language.text("model.cached"),
                language.text("model.output"),
                language.text("model.list"),
                language.text("model.charged"));
        List<Row> rows = content.usage().stream().map(this::model).toList();
        return new Section(language.text("section.models"), Layout.WIDE, headings, rows, false);
    }

    private Row model(ModelUsage usage) {
        return Row.of(
                usage.model(),
                language.count(usage.calls()),
                language.count(usage.inputTokens()),
                language.count(usage.cachedTokens()),
                language.count(usage.outputTokens()),
                credits(usage.listNano()),
                credits(usage.debitNano()));
    }

    private Section days() {
        List<String> headings = List.of(language.text("day.day"), language.text("model.calls"), "", creditsHeading());
        List<Row> rows = content.days().stream()
                .map(day -> Row.of(language.date(day.day()), language.count(day.calls()), "", credits(day.debitNano())))
                .toList();
        return new Section(language.text("section.days"), Layout.TABLE, headings, rows, false);
    }

    private Section chart() {
        Map<LocalDate, Long> debits =
                content.days().stream().collect(toMap(DayUsage::day, DayUsage::debitNano, Math::addExact));
        List<Bar> bars = content.firstDay()
                .datesUntil(content.lastDay().plusDays(1))
                .map(day -> bar(day, debits.getOrDefault(day, 0L)))
                .toList();
        return new Section(
                language.text("section.chart"),
                Layout.PICTURE,
                List.of(),
                List.of(new Row(false, List.of(), bars)),
                true);
    }

    private Bar bar(LocalDate day, long nano) {
        return new Bar(Integer.toString(day.getDayOfMonth()), Math.max(0, nano), credits(nano));
    }

    private String creditsHeading() {
        return language.text("statement.credits");
    }

    private String credits(long nano) {
        return language.credits(nano, digits);
    }
}
