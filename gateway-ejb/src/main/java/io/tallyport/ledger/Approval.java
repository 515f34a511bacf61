package io.tallyport.ledger;

/** Who asked for a posting, who let it pass, and why; both are e-mail addresses of people who sign in. */
public record Approval(String actor, String approver, String reason) {}
