package io.tallyport.einvoice;

import io.tallyport.document.InvoiceContent;
import io.tallyport.document.InvoiceContent.Corrected;
import io.tallyport.document.InvoiceContent.Line;
import io.tallyport.document.InvoiceContent.NationalTax;
import io.tallyport.document.InvoiceContent.Payment;
import io.tallyport.document.InvoiceContent.Tax;
import io.tallyport.document.Party;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * UN/CEFACT Cross Industry Invoice D16B in the profile EN 16931, as Factur-X 1.0 embeds it. Elements stand in the order that
 * the schema asks for; the comments name business terms of EN 16931.
 */
public final class Cii {
    private static final String DATE = "102";

    private final InvoiceContent content;
    private final XmlText xml = new XmlText();

    private Cii(InvoiceContent content) {
        this.content = content;
    }

    /** @param content an invoice or a credit note */
    public static byte[] write(InvoiceContent content) {
        return new Cii(content).write();
    }

    private byte[] write() {
        xml.open(
                "rsm:CrossIndustryInvoice",
                "xmlns:rsm",
                "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
                "xmlns:ram",
                "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
                "xmlns:udt",
                "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
                "xmlns:qdt",
                "urn:un:unece:uncefact:data:standard:QualifiedDataType:100");
        xml.open("rsm:ExchangedDocumentContext").open("ram:GuidelineSpecifiedDocumentContextParameter");
        xml.put("ram:ID", Figures.PROFILE).close().close();
        xml.open("rsm:ExchangedDocument")
                .put("ram:ID", content.number())
                .put("ram:TypeCode", Figures.typeCode(content));
        xml.open("ram:IssueDateTime");
        date("udt:DateTimeString", content.issued());
        xml.close().close();
        xml.open("rsm:SupplyChainTradeTransaction");
        for (int i = 0; i < content.lines().size(); i++) {
            line(i + 1, content.lines().get(i));
        }
        agreement();
        xml.open("ram:ApplicableHeaderTradeDelivery").close();
        settlement();
        return xml.close().close().bytes();
    }

    private void line(int number, Line line) {
        xml.open("ram:IncludedSupplyChainTradeLineItem").open("ram:AssociatedDocumentLineDocument");
        xml.put("ram:LineID", Integer.toString(number)).close();
        xml.open("ram:SpecifiedTradeProduct").put("ram:Name", line.name()).put("ram:Description", line.description());
        xml.close();
        xml.open("ram:SpecifiedLineTradeAgreement").open("ram:NetPriceProductTradePrice");
        xml.put("ram:ChargeAmount", amount(line.unitPrice())).close().close();
        xml.open("ram:SpecifiedLineTradeDelivery");
        xml.put("ram:BilledQuantity", Long.toString(line.quantity()), "unitCode", Figures.PIECE)
                .close();
        xml.open("ram:SpecifiedLineTradeSettlement").open("ram:ApplicableTradeTax");
        xml.put("ram:TypeCode", "VAT").put("ram:CategoryCode", content.tax().category());
        xml.put("ram:RateApplicablePercent", Figures.percent(content.tax())).close();
        xml.open("ram:SpecifiedTradeSettlementLineMonetarySummation");
        xml.put("ram:LineTotalAmount", amount(line.net())).close().close().close();
    }

    private void agreement() {
        xml.open("ram:ApplicableHeaderTradeAgreement").put("ram:BuyerReference", content.reference());
        party("ram:SellerTradeParty", content.seller());
        party("ram:BuyerTradeParty", content.buyer());
        if (content.purchaseOrder() != null) {
            xml.open("ram:BuyerOrderReferencedDocument");
            xml.put("ram:IssuerAssignedID", content.purchaseOrder()).close();
        }
        xml.close();
    }

    private void party(String element, Party party) {
        xml.open(element).put("ram:Name", party.name());
        if (party.legalRegistration() != null) {
            xml.open("ram:SpecifiedLegalOrganization")
                    .put("ram:ID", party.legalRegistration())
                    .close();
        }
        xml.open("ram:PostalTradeAddress").put("ram:PostcodeCode", party.postcode());
        xml.put("ram:LineOne", party.street()).put("ram:CityName", party.city()).put("ram:CountryID", party.country());
        xml.put("ram:CountrySubDivisionName", party.region()).close();
        registration("VA", party.vatId());
        registration("FC", party.taxRegistration());
        xml.close();
    }

    /** VA: BT-31 and BT-48; FC: BT-32. */
    private void registration(String scheme, @Nullable String number) {
        if (number != null) {
            xml.open("ram:SpecifiedTaxRegistration");
            xml.put("ram:ID", number, "schemeID", scheme).close();
        }
    }

    private void settlement() {
        @Nullable NationalTax national = content.nationalTax();
        xml.open("ram:ApplicableHeaderTradeSettlement");
        xml.put("ram:PaymentReference", content.payment().paymentReference());
        xml.put("ram:TaxCurrencyCode", national == null ? null : national.currency());
        xml.put("ram:InvoiceCurrencyCode", content.currency());
        paymentMeans(content.payment());
        breakdown(content.tax());
        summation(national);
        @Nullable Corrected corrects = content.corrects();
        if (corrects != null) {
            xml.open("ram:InvoiceReferencedDocument").put("ram:IssuerAssignedID", corrects.number());
            xml.open("ram:FormattedIssueDateTime");
            date("qdt:DateTimeString", corrects.issued());
            xml.close().close();
        }
        xml.close();
    }

    private void paymentMeans(Payment payment) {
        xml.open("ram:SpecifiedTradeSettlementPaymentMeans");
        xml.put("ram:TypeCode", Integer.toString(payment.meansCode())).put("ram:Information", payment.instrument());
        Figures.@Nullable Card card = Figures.card(payment);
        if (card != null) {
            xml.open("ram:ApplicableTradeSettlementFinancialCard");
            xml.put("ram:ID", card.last()).close();
        }
        if (payment.iban() != null) {
            xml.open("ram:PayeePartyCreditorFinancialAccount");
            xml.put("ram:IBANID", payment.iban()).close();
        }
        if (payment.iban() != null && payment.bic() != null) {
            xml.open("ram:PayeeSpecifiedCreditorFinancialInstitution");
            xml.put("ram:BICID", payment.bic()).close();
        }
        xml.close();
    }

    /** BG-23; one, since all lines of a sale are taxed alike. */
    private void breakdown(Tax tax) {
        xml.open("ram:ApplicableTradeTax").put("ram:CalculatedAmount", amount(tax.amount()));
        xml.put("ram:TypeCode", "VAT").put("ram:ExemptionReason", tax.wording());
        xml.put("ram:BasisAmount", amount(content.net())).put("ram:CategoryCode", tax.category());
        xml.put("ram:ExemptionReasonCode", tax.vatex()).open("ram:TaxPointDate");
        date("udt:DateString", content.taxPoint());
        xml.close().put("ram:RateApplicablePercent", Figures.percent(tax)).close();
    }

    private void summation(@Nullable NationalTax national) {
        xml.open("ram:SpecifiedTradeSettlementHeaderMonetarySummation");
        xml.put("ram:LineTotalAmount", amount(content.net())).put("ram:TaxBasisTotalAmount", amount(content.net()));
        xml.put("ram:TaxTotalAmount", amount(content.tax().amount()), "currencyID", content.currency());
        if (national != null) {
            String amount = Figures.amount(national.amount(), national.exponent());
            xml.put("ram:TaxTotalAmount", amount, "currencyID", national.currency());
        }
        xml.put("ram:GrandTotalAmount", amount(content.gross())).put("ram:TotalPrepaidAmount", amount(content.paid()));
        xml.put("ram:DuePayableAmount", amount(content.due())).close();
    }

    private void date(String element, LocalDate day) {
        xml.put(element, Figures.basicDate(day), "format", DATE);
    }

    private String amount(long minor) {
        return Figures.amount(minor, content.exponent());
    }
}
