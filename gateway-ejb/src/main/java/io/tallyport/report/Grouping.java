package io.tallyport.report;

/** What calls are added up by. */
public enum Grouping {
    DAY("day", "date_trunc('day', u.created_at AT TIME ZONE 'UTC')"),
    HOUR("hour", "date_trunc('hour', u.created_at AT TIME ZONE 'UTC')"),
    KEY("key", "u.key_id"),
    MODEL("model", "u.model_id"),
    TAG("tag", "u.tag"),
    SESSION("session", "u.session");

    private final String word;
    private final String sql;

    Grouping(String word, String sql) {
        this.word = word;
        this.sql = sql;
    }

    /** As callers write it. */
    public String word() {
        return word;
    }

    /** V070 keeps statistics of these expressions. */
    String sql() {
        return sql;
    }

    /** @param value as PostgreSQL writes it */
    String shown(String value) {
        return switch (this) {
            case DAY -> value.substring(0, "2026-11-27".length());
            case HOUR -> value.replace(' ', 'T') + "Z";
            case KEY, MODEL, TAG, SESSION -> value;
        };
    }
}
