package io.tallyport.choice;

import io.tallyport.usage.UsageEvent.Placed;

/** An account that was chosen, and why it. */
public record Pick(Candidate candidate, Placed placed) {}
