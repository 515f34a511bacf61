package io.tallyport;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
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

    /** L40: ids and the dates that answers carry may be off; whatever decides is timed by the database or monotonic. */
    @ArchTest
    static final ArchRule nobodyElseReadsANodesClock = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.tallyport.database.TimeOrderedId")
            .and()
            .doNotHaveFullyQualifiedName("io.tallyport.relay.Translated")
            .and()
            .doNotHaveFullyQualifiedName("io.tallyport.limit.LimitHeaders")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethodWhere(target(nameMatching("now")).and(target(owner(resideInAPackage("java.time..")))))
            .orShould()
            .callConstructor(java.util.Date.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.time.Clock.class);

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
            .resideOutsideOfPackages("io.tallyport.transport")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.undertow..", "org.xnio..");
}
