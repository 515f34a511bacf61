package io.tallyport.setup;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/** Brings the schema up to date as its owner, before anything else starts; several nodes take turns. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Migrations {
    @Resource(lookup = "java:jboss/datasources/TallyportOwner")
    private DataSource owner;

    @Inject
    @ConfigProperty(name = "tallyport.db.user", defaultValue = "tallyport_app")
    private String applicationRole;

    @PostConstruct
    void migrate() {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(owner)
                .placeholders(Map.of("app_role", applicationRole))
                .failOnMissingLocations(true)
                .load()
                .migrate();
    }
}
