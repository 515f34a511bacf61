package io.tallyport.web.console;

import io.tallyport.account.Organisation;
import io.tallyport.account.Organisations;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** All organisations with their balances. */
@Named
@RequestScoped
public class OrganisationsPage {

    @Inject
    private Organisations organisations;

    private List<Organisation> all = List.of();

    @PostConstruct
    void load() {
        all = organisations.all();
    }

    public List<Organisation> getAll() {
        return all;
    }
}
