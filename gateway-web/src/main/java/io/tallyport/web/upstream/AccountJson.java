package io.tallyport.web.upstream;

import io.tallyport.provisioning.AccountState;
import io.tallyport.web.usage.Amounts;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Accounts in JSON; never with a secret, only that there is one. */
public final class AccountJson {
    private AccountJson() {}

    /** As operators see it. */
    public static JsonObject ofOperator(AccountState account) {
        return builder(account)
                .add(
                        "organisation",
                        account.organisationId() == null
                                ? JsonValue.NULL
                                : Json.createValue(account.organisationId().toString()))
                .add("credential", Amounts.orNull(account.credential()))
                .add("group", Amounts.orNull(account.group()))
                .add("region", Amounts.orNull(account.region()))
                .add("weight", account.weight())
                .add("requests_per_minute", number(account.quota().requestsPerMinute()))
                .add("tokens_per_minute", Amounts.orNull(account.quota().tokensPerMinute()))
                .add("concurrency", number(account.quota().concurrency()))
                .add("from_setup_file", account.fromSetupFile())
                .build();
    }

    /** As the organisation sees it whose it is. */
    static JsonObject ofOwner(AccountState account) {
        return builder(account).build();
    }

    public static JsonObject deleted(String id) {
        return Json.createObjectBuilder()
                .add("object", "upstream_account")
                .add("id", id)
                .add("deleted", true)
                .build();
    }

    private static JsonObjectBuilder builder(AccountState account) {
        return Json.createObjectBuilder()
                .add("object", "upstream_account")
                .add("id", Long.toString(account.id()))
                .add("name", account.name())
                .add("provider", account.provider())
                .add("enabled", account.enabled())
                .add("secret_set", account.secretSetAt() != null || account.credential() != null)
                .add("secret_hint", Amounts.orNull(account.secretHint()))
                .add("secret_set_at", text(account.secretSetAt()))
                .add("taken_out_at", text(account.takenOutAt()))
                .add("taken_out_reason", Amounts.orNull(account.takenOutReason()));
    }

    private static JsonValue number(@Nullable Integer number) {
        return number == null ? JsonValue.NULL : Json.createValue(number);
    }

    private static JsonValue text(@Nullable Object value) {
        return Amounts.orNull(value == null ? null : value.toString());
    }
}
