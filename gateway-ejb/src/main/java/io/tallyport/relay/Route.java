package io.tallyport.relay;

import io.tallyport.catalog.Model;
import io.tallyport.upstream.UpstreamAccount;
import java.util.List;

/** Where a call may go: a priced model and the accounts that serve it, in order of preference. */
record Route(Model model, List<UpstreamAccount> accounts) {}
