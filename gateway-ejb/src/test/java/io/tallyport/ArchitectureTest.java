package io.tallyport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The layers and the quarantines; ArchUnit fails a rule that matches nothing. */
@AnalyzeClasses(packages = "io.tallyport", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule featuresHaveNoCycles =
            slices().matching("io.tallyport.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyStoresSeeJdbc = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Store")
            .and()
            .resideOutsideOfPackages("io.tallyport.database")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.sql");

    @ArchTest
    static final ArchRule moneyHasNoFloatingPoint = fields().that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage("io.tallyport.ledger", "io.tallyport.usage", "io.tallyport.catalog")
            .should()
            .notHaveRawType(double.class)
            .andShould()
            .notHaveRawType(float.class)
            .andShould()
            .notHaveRawType(java.math.BigDecimal.class);

    @ArchTest
    static final ArchRule vendorsAreNotKnownByName = noClasses()
            .that()
            .resideOutsideOfPackages("io.tallyport.provider.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tallyport.provider.*..");

    @ArchTest
    static final ArchRule theServersClientStaysInTransport = noClasses()
            .that()
            .resideOutsideOfPackages("io.tallyport.upstream")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.undertow..", "org.xnio..");
}
