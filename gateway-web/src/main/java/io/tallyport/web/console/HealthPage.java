package io.tallyport.web.console;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;

/** The readiness checks, and what to do about one that is down. */
@Named
@RequestScoped
public class HealthPage {

    @Inject
    @Readiness
    private Instance<HealthCheck> readiness;

    @Inject
    @ConfigProperty(name = "tallyport.node.id", defaultValue = "node-1")
    private String node;

    private List<Check> checks = List.of();

    /** One check as the page shows it. */
    public record Check(String name, boolean up, String words) {}

    @PostConstruct
    void load() {
        checks = readiness.stream()
                .map(HealthCheck::call)
                .map(HealthPage::check)
                .sorted(Comparator.comparing(Check::name))
                .toList();
    }

    private static Check check(HealthCheckResponse response) {
        boolean up = response.getStatus() == Status.UP;
        return new Check(response.getName(), up, up ? meaning(response.getName()) : advice(response.getName()));
    }

    private static String meaning(String name) {
        return switch (name) {
            case "database" -> "PostgreSQL answers.";
            case "ledger writer" -> "Finished calls are written to the books and then released.";
            case "upstream accounts" -> "At least one provider account is enabled and has its secret.";
            default -> "In order.";
        };
    }

    private static String advice(String name) {
        return switch (name) {
            case "database" ->
                "PostgreSQL does not answer. Calls get 503 until it does; nothing is lost and nothing needs a restart."
                        + " Check that the database runs and that this node reaches its address.";
            case "ledger writer" ->
                "The books cannot take calls now, so calls get 503 rather than go unpaid. It follows the database:"
                        + " mend that first. If the database is up and this stays down for a minute, restart this"
                        + " node; what was committed stays.";
            case "upstream accounts" ->
                "No provider account can be used. Enable one, and give this node the secret its configuration property"
                        + " names.";
            default -> "Down. The server's log says more.";
        };
    }

    public List<Check> getChecks() {
        return checks;
    }

    public boolean isUp() {
        return checks.stream().allMatch(Check::up);
    }

    public String getNode() {
        return node;
    }

    public Instant getNow() {
        return Instant.now();
    }

    public String getJava() {
        return Runtime.version().toString();
    }
}
