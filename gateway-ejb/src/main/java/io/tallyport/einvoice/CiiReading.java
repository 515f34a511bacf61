package io.tallyport.einvoice;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** What a CII file says, in the words of EN 16931: read from its bytes, whoever wrote them. */
final class CiiReading {
    private static final String DEAL = "CrossIndustryInvoice/SupplyChainTradeTransaction/";
    private static final String LINE = DEAL + "IncludedSupplyChainTradeLineItem/";
    private static final String SELLER = DEAL + "ApplicableHeaderTradeAgreement/SellerTradeParty/";
    private static final String BUYER = DEAL + "ApplicableHeaderTradeAgreement/BuyerTradeParty/";
    private static final String SETTLEMENT = DEAL + "ApplicableHeaderTradeSettlement/";
    private static final String TAX = SETTLEMENT + "ApplicableTradeTax/";
    private static final String SUMS = SETTLEMENT + "SpecifiedTradeSettlementHeaderMonetarySummation/";
    private static final String REGISTRATION = "SpecifiedTaxRegistration/ID@";

    /** Business terms; those of lines and of the breakdown may come several times. */
    enum Term {
        NUMBER("CrossIndustryInvoice/ExchangedDocument/ID"),
        TYPE("CrossIndustryInvoice/ExchangedDocument/TypeCode"),
        CURRENCY(SETTLEMENT + "InvoiceCurrencyCode"),
        LINE_QUANTITY(LINE + "SpecifiedLineTradeDelivery/BilledQuantity"),
        LINE_PRICE(LINE + "SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount"),
        LINE_NET(LINE + "SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount"),
        LINE_CATEGORY(LINE + "SpecifiedLineTradeSettlement/ApplicableTradeTax/CategoryCode"),
        /** BT-152. */
        LINE_RATE(LINE + "SpecifiedLineTradeSettlement/ApplicableTradeTax/RateApplicablePercent"),
        /** BT-31. */
        SELLER_VAT_ID(SELLER + REGISTRATION + "VA"),
        /** BT-32. */
        SELLER_TAX_REGISTRATION(SELLER + REGISTRATION + "FC"),
        /** BT-30. */
        SELLER_LEGAL_REGISTRATION(SELLER + "SpecifiedLegalOrganization/ID"),
        /** BT-48. */
        BUYER_VAT_ID(BUYER + REGISTRATION + "VA"),
        /** BT-47. */
        BUYER_LEGAL_REGISTRATION(BUYER + "SpecifiedLegalOrganization/ID"),
        TAX_BASIS(TAX + "BasisAmount"),
        TAX_AMOUNT(TAX + "CalculatedAmount"),
        /** BT-118. */
        TAX_CATEGORY(TAX + "CategoryCode"),
        /** BT-119. */
        TAX_RATE(TAX + "RateApplicablePercent"),
        /** BT-120. */
        TAX_REASON(TAX + "ExemptionReason"),
        /** BT-121. */
        TAX_VATEX(TAX + "ExemptionReasonCode"),
        SUM_OF_LINES(SUMS + "LineTotalAmount"),
        NET(SUMS + "TaxBasisTotalAmount"),
        GROSS(SUMS + "GrandTotalAmount"),
        PAID(SUMS + "TotalPrepaidAmount"),
        DUE(SUMS + "DuePayableAmount"),
        /** BT-25. */
        CORRECTS(SETTLEMENT + "InvoiceReferencedDocument/IssuerAssignedID"),
        /** BT-26. */
        CORRECTS_OF(SETTLEMENT + "InvoiceReferencedDocument/FormattedIssueDateTime/DateTimeString");

        private final String path;

        Term(String path) {
            this.path = path;
        }
    }

    private final Map<String, List<String>> texts = new LinkedHashMap<>();

    private CiiReading() {}

    /** @throws IllegalArgumentException if it is no XML */
    static CiiReading of(byte[] xml) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        CiiReading reading = new CiiReading();
        try {
            reading.read(factory.createXMLStreamReader(new ByteArrayInputStream(xml), "UTF-8"));
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException(e);
        }
        return reading;
    }

    private void read(XMLStreamReader reader) throws XMLStreamException {
        Deque<String> open = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    open.addLast(name(reader));
                    text.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    keep(String.join("/", open), text.toString());
                    open.removeLast();
                    text.setLength(0);
                }
                default -> {}
            }
        }
    }

    /** Registrations of one party are told apart by their scheme, totals by their currency. */
    private static String name(XMLStreamReader reader) {
        @Nullable String scheme = reader.getAttributeValue(null, "schemeID");
        @Nullable String currency = reader.getAttributeValue(null, "currencyID");
        @Nullable String mark = scheme == null ? currency : scheme;
        return mark == null ? reader.getLocalName() : reader.getLocalName() + "@" + mark;
    }

    private void keep(String path, String text) {
        if (!text.isBlank()) {
            texts.computeIfAbsent(path, key -> new ArrayList<>()).add(text.strip());
        }
    }

    List<String> all(Term term) {
        return texts.getOrDefault(term.path, List.of());
    }

    /** The first, or null. */
    @Nullable
    String text(Term term) {
        List<String> all = all(term);
        return all.isEmpty() ? null : all.getFirst();
    }

    List<BigDecimal> figures(Term term) {
        return all(term).stream().map(BigDecimal::new).collect(Collectors.toList());
    }

    /** 0 where it is absent. */
    BigDecimal figure(Term term) {
        @Nullable String text = text(term);
        return text == null ? BigDecimal.ZERO : new BigDecimal(text);
    }

    /** BT-110, or BT-111 by the currency of accounting. */
    BigDecimal taxTotal(String currency) {
        return new BigDecimal(texts.getOrDefault(SUMS + "TaxTotalAmount@" + currency, List.of("0"))
                .getFirst());
    }
}
