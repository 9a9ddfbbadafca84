package io.tickpilot.core.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.tickpilot.core.event.Arguments;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.risk.Conversion.Found;
import io.tickpilot.core.signal.Rejection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionTest {
    private static final long NOW = 1_772_445_600_000_000L;
    private static final long HOUR = 3_600_000_000L;
    private static final Instrument EURJPY = new Instrument("EURJPY", 3, 100_000, 0.01, 100, 0.01, "EUR", "JPY");

    private final Rates rates = new Rates();

    @Test
    void isOneWithinACurrency() {
        assertThat(find("JPY", Map.of()).rate()).isEqualTo(1);
    }

    @Test
    void takesTheInstrumentsOwnPriceBothWays() {
        assertThat(find("EUR", Map.of()).rate()).isEqualTo(1 / 160.0);
    }

    @Test
    void takesAToldRateBothWays() {
        told("JPY", "USD", 0.0067, NOW);
        told("GBP", "JPY", 200, NOW);

        assertThat(find("USD", Map.of()).rate()).isEqualTo(0.0067);
        assertThat(find("GBP", Map.of()).rate()).isEqualTo(1 / 200.0);
    }

    @Test
    void crossesTwoRatesTheOwnPriceAmongThem() {
        told("EUR", "USD", 1.10, NOW);

        // 1 JPY = 1/160 EUR = 1.10/160 USD
        assertThat(find("USD", Map.of()).rate()).isCloseTo(1.10 / 160, offset(1e-15));
    }

    @Test
    void prefersAToldRateToAConfiguredOneAndThatToNone() {
        assertThat(find("USD", Map.of("JPY", 0.005)).rate()).isEqualTo(0.005);
        told("JPY", "USD", 0.0067, NOW - 2 * HOUR);
        assertThat(find("USD", Map.of("JPY", 0.005)).rate())
                .as("too old a rate is none")
                .isEqualTo(0.005);
        told("JPY", "USD", 0.0066, NOW);
        assertThat(find("USD", Map.of("JPY", 0.005)).rate()).isEqualTo(0.0066);
    }

    @Test
    void refusesByNameWhatIsMissingOrTooOld() {
        assertThat(find("USD", Map.of()).rejection()).isEqualTo(new Rejection("conversion-rate:JPY-USD", 0, 0));

        told("JPY", "USD", 0.0067, NOW - 2 * HOUR);

        assertThat(find("USD", Map.of()).rejection()).isEqualTo(new Rejection("conversion-rate:JPY-USD", 7_200, 3_600));
    }

    @Test
    void anOlderRateChangesNothing() {
        told("JPY", "USD", 0.0067, NOW);

        assertThat(told("JPY", "USD", 0.0060, NOW - 1)).isFalse();
        assertThat(find("USD", Map.of()).rate()).isEqualTo(0.0067);
    }

    /** Against a search over all paths of one and two rates, with sets of rates that agree with hidden values. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void findsAWayWheneverThereIsOneAndNeverAWrongValue(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> currencies = List.of("AUD", "CHF", "EUR", "GBP", "JPY", "USD");
        int found = 0;
        for (int round = 0; round < 3_000; round++) {
            Map<String, Double> worth = new HashMap<>();
            currencies.forEach(c -> worth.put(c, 0.1 + random.nextDouble() * 10));
            Rates known = new Rates();
            List<String> edges = new ArrayList<>(List.of("EURJPY", "JPYEUR"));
            int count = random.nextInt(6);
            for (int i = 0; i < count; i++) {
                String from = currencies.get(random.nextInt(6));
                String to = currencies.get(random.nextInt(6));
                boolean fresh = random.nextInt(3) > 0;
                if (!from.equals(to) && known.known(from, to) == null && known.known(to, from) == null) {
                    known.set(from, rate(to, worth.get(from) / worth.get(to), fresh ? NOW - 5 : NOW - 2 * HOUR), NOW);
                    if (fresh) {
                        edges.add(from + to);
                        edges.add(to + from);
                    }
                }
            }
            double price = worth.get("EUR") / worth.get("JPY");
            String account = currencies.get(random.nextInt(6));
            RiskSettings risk = new RiskSettings(account, 1, 0.01, 0.5, Map.of());

            Found result = new Conversion(copy(known), EURJPY, price, risk, NOW).quoteTo(account);

            boolean reachable = account.equals("JPY") || edges.contains("JPY" + account);
            for (String third : currencies) {
                reachable |= edges.contains("JPY" + third) && edges.contains(third + account);
            }
            assertThat(result.rejection() == null).isEqualTo(reachable);
            if (reachable) {
                assertThat(result.rate()).isCloseTo(worth.get("JPY") / worth.get(account), offset(1e-9));
                found++;
            }
        }
        assertThat(found).isBetween(500, 2_900);
    }

    private Found find(String account, Map<String, Double> configured) {
        RiskSettings risk = new RiskSettings(account, 10_000, 0.01, 0.5, configured);
        return new Conversion(rates, EURJPY, 160, risk, NOW).quoteTo(account);
    }

    private boolean told(String from, String to, double rate, long at) {
        return rates.set(from, rate(to, rate, at), NOW);
    }

    private static Arguments rate(String to, double rate, long at) {
        return Arguments.parse("account-currency=" + to + ";at=" + at + ";rate=" + rate);
    }

    private static Rates copy(Rates rates) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        rates.writeTo(new DataOutputStream(bytes));
        return Rates.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
