-- What anyone needs to compute a bill line again, and what customers sort their calls by. Metadata only, never a word
-- of what was said.
ALTER TABLE usage_event
    ADD COLUMN surface             text    NOT NULL DEFAULT 'CHAT_COMPLETIONS',
    ADD COLUMN tier                text    NOT NULL DEFAULT 'Starter',
    ADD COLUMN window_spend_nano   bigint  NOT NULL DEFAULT 0,
    ADD COLUMN batch_ppm           integer NOT NULL DEFAULT 1000000,
    ADD COLUMN uplift_ppm          integer NOT NULL DEFAULT 1000000,
    ADD COLUMN audio_input_tokens  bigint  NOT NULL DEFAULT 0,
    ADD COLUMN cost_price_id       bigint,
    ADD COLUMN hold_nano           bigint  NOT NULL DEFAULT 0,
    ADD COLUMN policy              text,
    ADD COLUMN session             text,
    ADD COLUMN tag                 text,
    ADD COLUMN overhead_micros     integer,
    DROP CONSTRAINT usage_event_is_not_negative,
    ADD CONSTRAINT usage_event_is_not_negative CHECK (least(input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
        cache_read_tokens, audio_input_tokens, output_tokens, list_nano, debit_nano, cost_nano, hold_nano) >= 0);
COMMENT ON COLUMN usage_event.surface IS 'the wire format the caller spoke';
COMMENT ON COLUMN usage_event.tier IS 'name of the tier, or of the contract, on the hold';
COMMENT ON COLUMN usage_event.window_spend_nano IS 'rolling 30-day spend that the tier was chosen by';
COMMENT ON COLUMN usage_event.cost_price_id IS 'row of the provider cost profile; null: the provider''s list price';
COMMENT ON COLUMN usage_event.policy IS 'how the answer to a caller that had gone was ended';
COMMENT ON COLUMN usage_event.session IS 'what the caller named its conversation';
COMMENT ON COLUMN usage_event.tag IS 'the caller''s own label for its accounting';
COMMENT ON COLUMN usage_event.overhead_micros IS 'time spent in the gateway before the upstream was asked';
