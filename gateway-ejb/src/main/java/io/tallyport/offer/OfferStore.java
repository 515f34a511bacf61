package io.tallyport.offer;

import io.tallyport.database.Database;
import io.tallyport.offer.CreditPackage.Amounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class OfferStore {
    private static final String PACKAGES = """
            SELECT * FROM credit_package
            WHERE sold_from <= clock_timestamp() AND (sold_to IS NULL OR sold_to > clock_timestamp())
            ORDER BY currency, least_minor NULLS FIRST, net_minor, id
            """;
    private static final String END_PACKAGE = """
            UPDATE credit_package SET sold_to = clock_timestamp()
            WHERE (seller_id, name, currency) = (?, ?, ?) AND sold_to IS NULL
            """;
    private static final String INSERT_PACKAGE = """
            INSERT INTO credit_package (seller_id, name, currency, net_minor, credits_nano, least_minor, most_minor, actor)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String BONUS_RULES = """
            SELECT * FROM bonus_rule
            WHERE valid_from <= clock_timestamp() AND (valid_to IS NULL OR valid_to > clock_timestamp()) ORDER BY from_nano, id
            """;
    private static final String INSERT_BONUS_RULE = """
            INSERT INTO bonus_rule (from_nano, bonus_ppm, first_order_only, most_nano, lot_days, actor)
            VALUES (?, ?, ?, ?, ?, ?)
            """;

    @Inject
    private Database database;

    List<CreditPackage> packages() {
        return database.list(PACKAGES, OfferStore::creditPackage);
    }

    void end(long sellerId, String name, String currency) {
        database.update(END_PACKAGE, sellerId, name, currency);
    }

    void insert(CreditPackage added, String actor) {
        @Nullable Amounts amounts = added.amounts();
        database.update(
                INSERT_PACKAGE,
                added.sellerId(),
                added.name(),
                added.currency(),
                added.net(),
                added.creditsNano(),
                amounts == null ? null : amounts.least(),
                amounts == null ? null : amounts.most(),
                actor);
    }

    List<BonusRule> bonusRules() {
        return database.list(BONUS_RULES, OfferStore::bonusRule);
    }

    void insert(BonusRule rule, String actor) {
        database.update(
                INSERT_BONUS_RULE,
                rule.fromNano(),
                rule.bonusPpm(),
                rule.firstOrderOnly(),
                rule.mostNano(),
                rule.lotDays(),
                actor);
    }

    private static CreditPackage creditPackage(ResultSet row) throws SQLException {
        @Nullable Long least = (Long) row.getObject("least_minor");
        return new CreditPackage(
                row.getLong("id"),
                row.getLong("seller_id"),
                row.getString("name"),
                row.getString("currency"),
                row.getLong("net_minor"),
                row.getLong("credits_nano"),
                least == null ? null : new Amounts(least, row.getLong("most_minor")));
    }

    private static BonusRule bonusRule(ResultSet row) throws SQLException {
        return new BonusRule(
                row.getLong("id"),
                row.getLong("from_nano"),
                row.getInt("bonus_ppm"),
                row.getBoolean("first_order_only"),
                (Long) row.getObject("most_nano"),
                (Integer) row.getObject("lot_days"));
    }
}
