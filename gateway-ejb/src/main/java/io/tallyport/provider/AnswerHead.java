package io.tallyport.provider;

import io.tallyport.usage.RequestId;
import java.time.Instant;

/**
 * What a written answer says of itself.
 *
 * @param id ours: the answer's own id is made of it, no upstream id is ever shown
 * @param model the model's id in the price book, for upstreams that do not name theirs
 * @param body the caller's request, for what an answer repeats of it
 */
public record AnswerHead(RequestId id, String model, Instant created, ChatRequest request, byte[] body) {}
