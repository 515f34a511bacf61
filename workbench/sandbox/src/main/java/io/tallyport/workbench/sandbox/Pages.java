package io.tallyport.workbench.sandbox;

import static io.tallyport.workbench.sandbox.Html.button;
import static io.tallyport.workbench.sandbox.Html.escaped;
import static io.tallyport.workbench.sandbox.Html.money;

import io.tallyport.workbench.sandbox.Session.Refund;
import io.tallyport.workbench.sandbox.Session.Status;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What buyers see, and whoever is at the controls. */
final class Pages {
    private final String merchant;
    private final Till till;
    private final Webhooks webhooks;

    Pages(String merchant, Till till, Webhooks webhooks) {
        this.merchant = merchant;
        this.till = till;
        this.webhooks = webhooks;
    }

    /** The hosted payment page. */
    String of(String id) {
        Session session = till.find(id);
        return Html.page("Pay " + merchant, """
                <div class="checkout">
                  <aside>
                    <div class="merchant"><span class="logo">%s</span>%s<span class="mode">Test mode</span></div>
                    <p class="what">%s</p>
                    <p class="amount">%s</p>
                    <dl><dt>Order</dt><dd>%s</dd><dt>Total, tax included</dt><dd>%s</dd></dl>
                    <p class="fine">No card is asked for and no money moves: this page belongs to the sandbox.</p>
                  </aside>
                  <main>%s</main>
                </div>
                """.formatted(
                        escaped(merchant.substring(0, 1)),
                        escaped(merchant),
                        escaped(session.description()),
                        money(session.currency(), session.amount()),
                        escaped(session.orderId()),
                        money(session.currency(), session.amount()),
                        session.status() == Status.OPEN ? choices(session) : result(session)));
    }

    private static String choices(Session session) {
        String action = "/pay/" + session.id() + "/";
        return """
                <h1>Pay with</h1>
                <div class="method"><span class="card">VISA</span><span>Test card ending in 4242</span></div>
                %s%s
                <div class="or"><span>or try how it can go otherwise</span></div>
                %s%s
                <div class="leave">%s</div>
                """.formatted(
                session.savesMethod()
                        ? "<p class=\"saves\">It is saved, to buy again when your balance is low.</p>"
                        : "",
                button(action + "pay", "primary", "Pay " + money(session.currency(), session.amount())),
                button(action + "later", "choice", "Pay, the money comes later <small>as by bank debit</small>"),
                button(action + "decline", "choice", "Decline <small>the bank says no</small>"),
                button(action + "cancel", "link", "Cancel and go back"));
    }

    private static String result(Session session) {
        String said =
                switch (session.status()) {
                    case OPEN, PROCESSING -> said("wait", "…", "Payment on its way", "The money arrives later.");
                    case PAID -> said("good", "✓", "Payment received", "Paid with " + session.instrument() + ".");
                    case FAILED -> said("bad", "✕", "Payment declined", "Nothing was charged.");
                    case EXPIRED -> said("bad", "✕", "This page has ended", "Nothing was charged.");
                };
        return """
                %s
                %s
                <div class="leave"><a href="/payments/%s">Sandbox controls of this payment</a></div>
                """.formatted(
                        said,
                        session.returnUrl().isEmpty()
                                ? ""
                                : "<a class=\"primary\" href=\"%s\">Return to the shop</a>"
                                        .formatted(escaped(session.returnUrl())),
                        session.id());
    }

    private static String said(String kind, String sign, String title, String text) {
        return "<div class=\"result %s\"><span class=\"sign\">%s</span><h1>%s</h1><p>%s</p></div>"
                .formatted(kind, sign, title, escaped(text));
    }

    /** Everything that was ever opened here, and the balance. */
    String overview() {
        String rows = till.sessions().stream()
                .map(session ->
                        "<tr><td><a href=\"/payments/%s\">%s</a></td><td>%s</td><td class=\"n\">%s</td><td>%s</td></tr>"
                                .formatted(
                                        session.id(),
                                        escaped(session.orderId()),
                                        escaped(session.description()),
                                        money(session.currency(), session.amount()),
                                        pill(session)))
                .collect(Collectors.joining());
        String balances = till.balances().entrySet().stream()
                .map(balance -> "<strong>%s</strong>".formatted(money(balance.getKey(), balance.getValue())))
                .collect(Collectors.joining(" · "));
        return desk("Payments", """
                <section><h2>Balance</h2><p class="balance">%s</p>%s</section>
                <section><h2>Payments</h2>%s</section>
                """.formatted(
                        balances.isEmpty() ? "empty" : balances,
                        button("/payouts", "small", "Pay out"),
                        rows.isEmpty()
                                ? "<p>None yet: a checkout of the gateway opens one.</p>"
                                : "<table><tr><th>Order</th><th>For</th><th class=\"n\">Amount</th><th>State</th></tr>%s</table>"
                                        .formatted(rows)));
    }

    /** What may happen to one payment from here. */
    String controls(String id) {
        Session session = till.find(id);
        return desk("Order " + session.orderId(), """
                <section class="facts"><h2>%s</h2><p class="balance"><strong>%s</strong> %s</p>
                <p><a href="/pay/%s">Its page</a> · payment <code>%s</code></p></section>
                <section><h2>What happens next</h2><div class="row">%s</div></section>
                %s<section><h2>Refunds</h2>%s</section>
                <section><h2>Webhooks</h2>%s</section>
                """.formatted(
                        escaped(session.description()),
                        money(session.currency(), session.amount()),
                        pill(session),
                        session.id(),
                        escaped(String.valueOf(session.paymentId())),
                        next(session),
                        saved(session),
                        refunds(session),
                        deliveries(session)));
    }

    private static String next(Session session) {
        String action = "/payments/" + session.id() + "/";
        if (session.status() == Status.PROCESSING) {
            return button(action + "arrive", "small", "The money arrives")
                    + button(action + "fail", "small", "It does not arrive");
        }
        if (session.status() != Status.PAID) {
            return "<p>Nothing: it is not paid.</p>";
        }
        Session.@Nullable Dispute dispute = session.dispute();
        if (dispute == null) {
            return button(action + "dispute", "small", "The buyer disputes it");
        }
        if (dispute.status() != Session.Dispute.Status.OPEN) {
            return "<p>The dispute is %s.</p>".formatted(dispute.status().name().toLowerCase(Locale.ROOT));
        }
        return button(action + "won", "small", "The dispute is won") + button(action + "lost", "small", "It is lost");
    }

    private String saved(Session session) {
        @Nullable String method = session.savedMethod();
        if (method == null) {
            return "";
        }
        boolean refuses = till.refuses(method);
        return "<section><h2>Saved payment method</h2><p>%s</p>%s</section>"
                .formatted(
                        refuses ? "The bank says no to it." : "It may be charged again while the buyer is away.",
                        button(
                                "/payments/" + session.id() + (refuses ? "/accept/" : "/refuse/") + method,
                                "small",
                                refuses ? "Accept it again" : "Refuse it from now on"));
    }

    private static String refunds(Session session) {
        if (session.refunds().isEmpty()) {
            return "<p>None.</p>";
        }
        String rows = session.refunds().stream()
                .map(refund -> "<tr><td><code>%s</code></td><td class=\"n\">%s</td><td>%s</td><td>%s</td></tr>"
                        .formatted(
                                refund.id(),
                                money(session.currency(), refund.amount()),
                                refund.status().name().toLowerCase(Locale.ROOT),
                                refund.status() == Refund.Status.FAILED
                                        ? ""
                                        : button(
                                                "/payments/" + session.id() + "/fail-refund/" + refund.id(),
                                                "small",
                                                "It fails")))
                .collect(Collectors.joining());
        return "<table>%s</table>".formatted(rows);
    }

    private String deliveries(Session session) {
        String rows = webhooks.of(session.id()).stream()
                .map(one -> "<tr><td>%s</td><td>%s</td><td class=\"n\">%s</td></tr>"
                        .formatted(
                                escaped(one.type()),
                                one.answer() == 0 ? "no answer" : "answered " + one.answer(),
                                one.attempts() == 1 ? "1 attempt" : one.attempts() + " attempts"))
                .collect(Collectors.joining());
        return rows.isEmpty() ? "<p>None.</p>" : "<table>%s</table>".formatted(rows);
    }

    private static String pill(Session session) {
        Session.@Nullable Dispute dispute = session.dispute();
        String state = dispute == null
                ? session.status().name()
                : "DISPUTE " + dispute.status().name();
        String style = dispute == null ? session.status().name() : "FAILED";
        return "<span class=\"pill %s\">%s</span>"
                .formatted(style.toLowerCase(Locale.ROOT), state.toLowerCase(Locale.ROOT));
    }

    private static String desk(String title, String body) {
        return Html.page(title, """
                <header class="desk"><a href="/">Payment sandbox</a><span class="mode">Test mode</span></header>
                <div class="desk"><h1>%s</h1>%s</div>
                """.formatted(escaped(title), body));
    }
}
