package io.tallyport.vatid;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameMatchTest {

    @ParameterizedTest
    @CsvSource({
        "Muster AG, MUSTER AG, true",
        "Müller & Söhne GmbH, MULLER SOHNE GMBH, true",
        "Exemple S.A.R.L., SARL EXEMPLE, true",
        "Exemple, SOCIETE EXEMPLE DISTRIBUTION, true",
        "Łódź Handel Sp. z o.o., ŁÓDŹ HANDEL SP. Z O.O., true",
        "Muster AG, BEISPIEL AG, false",
        "GmbH, BEISPIEL GMBH, false",
        "Muster Nord AG, MUSTER SUED AG, false",
    })
    void namesAreTheSameInSpiteOfSpelling(String claimed, String registered, boolean same) {
        assertThat(NameMatch.isSame(claimed, registered)).isEqualTo(same);
    }

    @Test
    @DisplayName("Germany and Spain tell neither name nor address: nothing contradicts the buyer")
    void whatIsNotToldContradictsNothing() {
        assertThat(NameMatch.isSame("Muster AG", null)).isTrue();
        assertThat(NameMatch.isAt("75001", "Paris", null)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "75001, Paris, 1 RUE DE RIVOLI 75001 PARIS, true",
        "1012 AB, Amsterdam, DAM 00001 1012AB AMSTERDAM, true",
        "1000, Bruxelles, RUE NEUVE 1 1000 BRUXELLES, true",
        "75001, Paris, 2 QUAI DU PORT 13002 MARSEILLE, false",
    })
    void addressesAreTheSameByPostcodeOrCity(String postcode, String city, String registered, boolean same) {
        assertThat(NameMatch.isAt(postcode, city, registered)).isEqualTo(same);
    }
}
