package io.tallyport.einvoice;

import io.tallyport.document.DocumentType;
import io.tallyport.document.InvoiceContent;
import io.tallyport.document.InvoiceContent.Corrected;
import io.tallyport.document.InvoiceContent.Line;
import io.tallyport.document.InvoiceContent.NationalTax;
import io.tallyport.document.InvoiceContent.Payment;
import io.tallyport.document.InvoiceContent.Tax;
import io.tallyport.document.Party;
import org.jspecify.annotations.Nullable;

/** OASIS UBL 2.1 in the profile EN 16931, which Peppol networks carry; elements in the order of the schema. */
public final class Ubl {
    private static final String SCHEMA = "urn:oasis:names:specification:ubl:schema:xsd:";
    private static final String VAT = "VAT";

    private final InvoiceContent content;
    private final String kind;
    private final XmlText xml = new XmlText();

    private Ubl(InvoiceContent content) {
        this.content = content;
        this.kind = content.type() == DocumentType.CREDIT_NOTE ? "CreditNote" : "Invoice";
    }

    /** @param content an invoice or a credit note */
    public static byte[] write(InvoiceContent content) {
        return new Ubl(content).write();
    }

    private byte[] write() {
        xml.open(
                kind,
                "xmlns",
                SCHEMA + kind + "-2",
                "xmlns:cac",
                SCHEMA + "CommonAggregateComponents-2",
                "xmlns:cbc",
                SCHEMA + "CommonBasicComponents-2");
        xml.put("cbc:CustomizationID", Figures.PROFILE).put("cbc:ID", content.number());
        xml.put("cbc:IssueDate", content.issued().toString());
        typeAndTaxPoint();
        xml.put("cbc:DocumentCurrencyCode", content.currency());
        @Nullable NationalTax national = content.nationalTax();
        xml.put("cbc:TaxCurrencyCode", national == null ? null : national.currency());
        xml.put("cbc:BuyerReference", content.reference());
        if (content.purchaseOrder() != null) {
            xml.open("cac:OrderReference")
                    .put("cbc:ID", content.purchaseOrder())
                    .close();
        }
        corrected(content.corrects());
        party("cac:AccountingSupplierParty", content.seller());
        party("cac:AccountingCustomerParty", content.buyer());
        paymentMeans(content.payment());
        taxes(national);
        totals();
        for (int i = 0; i < content.lines().size(); i++) {
            line(i + 1, content.lines().get(i));
        }
        return xml.close().bytes();
    }

    /** The two schemas have them in different orders. */
    private void typeAndTaxPoint() {
        String taxPoint = content.taxPoint().toString();
        if (content.type() == DocumentType.CREDIT_NOTE) {
            xml.put("cbc:TaxPointDate", taxPoint).put("cbc:CreditNoteTypeCode", Figures.typeCode(content));
            return;
        }
        xml.put("cbc:InvoiceTypeCode", Figures.typeCode(content)).put("cbc:TaxPointDate", taxPoint);
    }

    private void corrected(@Nullable Corrected corrects) {
        if (corrects == null) {
            return;
        }
        xml.open("cac:BillingReference").open("cac:InvoiceDocumentReference").put("cbc:ID", corrects.number());
        xml.put("cbc:IssueDate", corrects.issued().toString()).close().close();
    }

    private void party(String element, Party party) {
        xml.open(element).open("cac:Party").open("cac:PostalAddress");
        xml.put("cbc:StreetName", party.street()).put("cbc:CityName", party.city());
        xml.put("cbc:PostalZone", party.postcode()).put("cbc:CountrySubentity", party.region());
        xml.open("cac:Country")
                .put("cbc:IdentificationCode", party.country())
                .close()
                .close();
        registration(VAT, party.vatId());
        registration("TAX", party.taxRegistration());
        xml.open("cac:PartyLegalEntity").put("cbc:RegistrationName", party.name());
        xml.put("cbc:CompanyID", party.legalRegistration()).close().close().close();
    }

    private void registration(String scheme, @Nullable String number) {
        if (number != null) {
            xml.open("cac:PartyTaxScheme").put("cbc:CompanyID", number);
            scheme(scheme).close();
        }
    }

    private XmlText scheme(String id) {
        return xml.open("cac:TaxScheme").put("cbc:ID", id).close();
    }

    private void paymentMeans(Payment payment) {
        xml.open("cac:PaymentMeans").put("cbc:PaymentMeansCode", Integer.toString(payment.meansCode()));
        xml.put("cbc:PaymentID", payment.paymentReference());
        Figures.@Nullable Card card = Figures.card(payment);
        if (card != null) {
            xml.open("cac:CardAccount").put("cbc:PrimaryAccountNumberID", card.last());
            xml.put("cbc:NetworkID", card.network()).close();
        }
        if (payment.iban() != null) {
            xml.open("cac:PayeeFinancialAccount").put("cbc:ID", payment.iban());
            if (payment.bic() != null) {
                xml.open("cac:FinancialInstitutionBranch")
                        .put("cbc:ID", payment.bic())
                        .close();
            }
            xml.close();
        }
        xml.close();
    }

    private void taxes(@Nullable NationalTax national) {
        Tax tax = content.tax();
        xml.open("cac:TaxTotal");
        amount("cbc:TaxAmount", tax.amount());
        xml.open("cac:TaxSubtotal");
        amount("cbc:TaxableAmount", content.net());
        amount("cbc:TaxAmount", tax.amount());
        xml.open("cac:TaxCategory").put("cbc:ID", tax.category()).put("cbc:Percent", Figures.percent(tax));
        xml.put("cbc:TaxExemptionReasonCode", tax.vatex()).put("cbc:TaxExemptionReason", tax.wording());
        scheme(VAT).close().close().close();
        if (national != null) {
            String amount = Figures.amount(national.amount(), national.exponent());
            xml.open("cac:TaxTotal").put("cbc:TaxAmount", amount, "currencyID", national.currency());
            xml.close();
        }
    }

    private void totals() {
        xml.open("cac:LegalMonetaryTotal");
        amount("cbc:LineExtensionAmount", content.net());
        amount("cbc:TaxExclusiveAmount", content.net());
        amount("cbc:TaxInclusiveAmount", content.gross());
        amount("cbc:PrepaidAmount", content.paid());
        amount("cbc:PayableAmount", content.due());
        xml.close();
    }

    private void line(int number, Line line) {
        boolean credit = content.type() == DocumentType.CREDIT_NOTE;
        xml.open("cac:" + kind + "Line").put("cbc:ID", Integer.toString(number));
        String quantity = credit ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity";
        xml.put(quantity, Long.toString(line.quantity()), "unitCode", Figures.PIECE);
        amount("cbc:LineExtensionAmount", line.net());
        xml.open("cac:Item").put("cbc:Description", line.description()).put("cbc:Name", line.name());
        xml.open("cac:ClassifiedTaxCategory").put("cbc:ID", content.tax().category());
        xml.put("cbc:Percent", Figures.percent(content.tax()));
        scheme(VAT).close().close();
        xml.open("cac:Price");
        amount("cbc:PriceAmount", line.unitPrice());
        xml.close().close();
    }

    private void amount(String element, long minor) {
        xml.put(element, Figures.amount(minor, content.exponent()), "currencyID", content.currency());
    }
}
