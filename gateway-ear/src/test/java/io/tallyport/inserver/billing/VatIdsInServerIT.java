package io.tallyport.inserver.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.database.Database;
import io.tallyport.database.DatabaseException;
import io.tallyport.inserver.ServerParts;
import io.tallyport.vatid.VatId;
import io.tallyport.vatid.VatIdCheck;
import io.tallyport.vatid.VatIdCheck.Outcome;
import io.tallyport.vatid.VatIds;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** L67: whatever the register does, it is kept as what it was, and nothing but a verdict is one. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class VatIdsInServerIT {
    private static final VatId OURS = new VatId("DE", "100000016");
    private static final Duration CHECKOUT_WAITS = Duration.ofSeconds(15);

    @Inject
    private VatIds vatIds;

    @Inject
    private Database database;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(VatIdsInServerIT.class);
    }

    @Test
    @DisplayName("a valid identifier: name, address and consultation number are kept as proof")
    void theProofIsKept() {
        VatIdCheck check = vatIds.check(new VatId("FR", "100"), OURS);

        assertEquals(Outcome.VALID, check.outcome());
        assertEquals("EXEMPLE SARL", check.name());
        assertEquals("1 RUE DE RIVOLI\n75001 PARIS", check.address());
        assertEquals("WAPIAAAAY1234567", check.consultationNumber());
        assertEquals(check, vatIds.find(check.id()).orElseThrow());
        assertThrows(
                DatabaseException.class,
                () -> database.update("UPDATE vat_id_check SET outcome = 'INVALID' WHERE id = ?", check.id()));
    }

    @Test
    @DisplayName("without an identifier of our own there is a verdict and no consultation number")
    void withoutARequesterThereIsNoNumber() {
        assertNull(vatIds.check(new VatId("FR", "100"), null).consultationNumber());
    }

    @Test
    void invalidIsAVerdictToo() {
        VatIdCheck check = vatIds.check(new VatId("FR", "200"), OURS);
        assertEquals(Outcome.INVALID, check.outcome());
        assertNull(check.name());
        assertEquals(
                Outcome.INVALID,
                vatIds.check(new VatId("FR", "201"), OURS).outcome(),
                "the register says that there are none that look so");
    }

    @Test
    @DisplayName(
            "faults of the register and of the network are UNAVAILABLE, each with its reason, in a checkout's patience")
    void faultsAreNoVerdict() {
        assertEquals("SERVICE_UNAVAILABLE", unavailable("300"));
        assertEquals("MS_UNAVAILABLE", unavailable("301"));
        assertEquals("TIMEOUT", unavailable("302"));
        assertEquals("MS_MAX_CONCURRENT_REQ", unavailable("400"));
        assertEquals("HTTP_500", unavailable("500"));
        assertNotNull(unavailable("501"));
        String atLast = "";
        for (int i = 0; i < 4; i++) {
            atLast = unavailable("no answer at all");
        }
        assertEquals("CIRCUIT_OPEN", atLast);
        assertEquals("CIRCUIT_OPEN", unavailable("100"), "nobody waits while the register is down");
        theCircuitCloses();
    }

    @Test
    @DisplayName("a register that hangs costs a checkout some seconds and no verdict")
    void aRegisterThatHangsIsUnavailable() {
        assertEquals("UNREACHABLE", unavailable("502"));
        theCircuitCloses();
    }

    private String unavailable(String number) {
        long began = System.nanoTime();
        VatIdCheck check = vatIds.check(new VatId("FR", number), OURS);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertEquals(Outcome.UNAVAILABLE, check.outcome(), number);
        assertTrue(took.compareTo(CHECKOUT_WAITS) < 0, () -> number + " took " + took);
        return check.reason();
    }

    /** The test's server tries again after a second. */
    private void theCircuitCloses() {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (vatIds.check(new VatId("FR", "100"), OURS).outcome() != Outcome.VALID) {
            assertTrue(System.nanoTime() < deadline, "the circuit stays open");
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
