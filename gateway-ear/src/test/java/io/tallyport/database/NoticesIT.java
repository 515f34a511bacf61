package io.tallyport.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.ledger.BareLedger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What sessions tell each other. */
class NoticesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BareLedger ledger = BareLedger.get();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    @AfterEach
    void stop() {
        stopped = true;
    }

    @Test
    @DisplayName("a notice that cannot be acted on keeps nobody from the next")
    void aBadNoticeIsOneNotice() {
        listen("first_channel");
        tell("first_channel", "bad", "good");
        Await.until("the good one is heard", PATIENCE, () -> heard.contains("good"));
    }

    @Test
    @DisplayName("who gets a connection that listened before hears nothing that was told to others")
    void nobodyHearsOthers() throws Exception {
        try (var left = ledger.bean(Database.class).listen("left_channel")) {
            tell("left_channel", "queued");
        }
        listen("second_channel");
        tell("left_channel", "of others");
        tell("second_channel", "own");
        Await.until("its own is heard", PATIENCE, () -> heard.contains("own"));
        assertThat(heard).doesNotContain("queued", "of others");
    }

    /** Returns when what is told is heard. */
    private void listen(String channel) {
        Thread.ofPlatform().daemon().start(() -> ledger.bean(Notices.class)
                .listen(channel, this::hear, () -> !stopped));
        Await.until("it listens", PATIENCE, () -> {
            tell(channel, "hello");
            return heard.contains("hello");
        });
    }

    private void hear(String text) {
        if (text.equals("bad")) {
            throw new IllegalArgumentException("for a test");
        }
        heard.add(text);
    }

    /** In one transaction. */
    private void tell(String channel, String... texts) {
        ledger.database.list(
                "SELECT pg_notify(?, text) FROM unnest(?) text",
                row -> true,
                channel,
                new Database.ArrayOf("text", texts));
    }
}
