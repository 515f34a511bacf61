package io.tallyport.web.billing;

import io.tallyport.order.Order;
import io.tallyport.seller.Seller;
import io.tallyport.seller.Sellers;
import io.tallyport.tax.TaxAssessment;
import io.tallyport.tax.TaxSnapshots;
import io.tallyport.web.usage.Amounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An order with how it is taxed and, if it is paid by bank transfer, where to. */
@ApplicationScoped
public class OrderJson {
    @Inject
    private Money money;

    @Inject
    private TaxSnapshots snapshots;

    @Inject
    private Sellers sellers;

    JsonObject of(Order order) {
        String currency = order.currency();
        return Json.createObjectBuilder()
                .add("object", "order")
                .add("id", Long.toString(order.id()))
                .add("state", order.state().name().toLowerCase(Locale.ROOT))
                .add("method", order.method().name().toLowerCase(Locale.ROOT))
                .add("package", Long.toString(order.packageId()))
                .add("credits", Amounts.of(order.creditsNano()))
                .add("bonus", Amounts.of(order.bonusNano()))
                .add("net", money.of(currency, order.net()))
                .add("tax", money.orNull(currency, order.tax()))
                .add("total", order.tax() == null ? JsonValue.NULL : money.of(currency, order.gross()))
                .add("taxation", taxation(order.taxSnapshotId()))
                .add("quote_ends_at", text(order.quoteEndsAt()))
                .add("reference", Amounts.orNull(order.reference()))
                .add("purchase_order", Amounts.orNull(order.purchaseOrder()))
                .add("checkout_url", Amounts.orNull(order.checkoutUrl()))
                .add("bank_transfer", bankTransfer(order))
                .add("created_at", order.createdAt().toString())
                .build();
    }

    private JsonValue taxation(@Nullable Long snapshotId) {
        if (snapshotId == null) {
            return JsonValue.NULL;
        }
        TaxAssessment assessment = snapshots.find(snapshotId).orElseThrow().assessment();
        return Json.createObjectBuilder()
                .add("code", assessment.code())
                .add("jurisdiction", Amounts.orNull(assessment.jurisdiction()))
                .add("name", Amounts.orNull(assessment.taxName()))
                .add(
                        "percent",
                        Amounts.orNull(
                                assessment.percent() == null
                                        ? null
                                        : assessment
                                                .percent()
                                                .stripTrailingZeros()
                                                .toPlainString()))
                .add(
                        "wording",
                        Amounts.orNull(
                                assessment.wording() == null
                                        ? null
                                        : assessment.wording().text()))
                .build();
    }

    private JsonValue bankTransfer(Order order) {
        if (order.method() != Order.Method.BANK_TRANSFER || order.reference() == null) {
            return JsonValue.NULL;
        }
        Seller seller = sellers.find(order.sellerId()).orElseThrow();
        Seller.@Nullable BankAccount account = seller.bankAccount();
        if (account == null) {
            return JsonValue.NULL;
        }
        return Json.createObjectBuilder()
                .add("account_holder", seller.name())
                .add("bank", account.bank())
                .add("iban", account.iban())
                .add("bic", account.bic())
                .add("reference", order.reference())
                .add("total", money.of(order.currency(), order.gross()))
                .build();
    }

    private static JsonValue text(@Nullable Object value) {
        return Amounts.orNull(value == null ? null : value.toString());
    }
}
