package io.tickpilot.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.config.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstrumentCatalogueTest {

    private final InstrumentCatalogue presets = InstrumentCatalogue.presets();

    @Test
    void knowsMajorsMetalsAndCoinsWithoutAnySettings() {
        assertThat(presets.symbols())
                .contains("EURUSD", "GBPUSD", "USDJPY", "USDCHF", "AUDUSD", "USDCAD", "NZDUSD", "EURJPY", "GBPJPY")
                .contains("EURGBP", "XAUUSD", "XAGUSD", "BTCUSD", "ETHUSD", "BTCUSDT", "ETHUSDT");
        assertThat(presets.find("USDJPY").point()).isEqualTo(0.001);
        assertThat(presets.find("EURUSD").quoteCurrency()).isEqualTo("USD");
        assertThat(presets.find("XAUUSD").contractSize()).isEqualTo(100);
        assertThat(presets.find("EURTRY")).isNull();
    }

    @Test
    void settingsOverridePresetsKeyByKeyAndAddInstruments() {
        Settings root = Settings.parse("""
                instruments:
                  XAUUSD: {digits: 3, broker-symbols: [XAU_SPOT]}
                  CADJPY: {}
                  GER40: {digits: 1, contract-size: 1, base: GER40, quote: EUR}
                """, Map.of());

        InstrumentCatalogue catalogue = InstrumentCatalogue.from(root);
        root.check();

        assertThat(catalogue.find("XAUUSD")).isEqualTo(new Instrument("XAUUSD", 3, 100, 0.01, 100, 0.01, "XAU", "USD"));
        assertThat(catalogue.find("CADJPY"))
                .isEqualTo(new Instrument("CADJPY", 3, 100_000, 0.01, 100, 0.01, "CAD", "JPY"));
        assertThat(catalogue.find("GER40").quoteCurrency()).isEqualTo("EUR");
        assertThat(catalogue.find("EURUSD")).isEqualTo(presets.find("EURUSD"));
        assertThat(catalogue.resolve("XAU_SPOT")).isEqualTo("XAUUSD");
    }

    @Test
    void reportsWhatIsWrongWithAnInstrument() {
        Settings root = Settings.parse("""
                instruments:
                  GER40: {digits: 11, min-lots: 5, max-lots: 1}
                  EURUSD: {digit: 5}
                """, Map.of());

        InstrumentCatalogue.from(root);

        assertThatThrownBy(root::check)
                .hasMessageContaining("instruments.GER40.digits: must be in [0, 10]: 11")
                .hasMessageContaining("instruments.GER40.min-lots: must not be above max-lots: 5.0")
                .hasMessageContaining("instruments.GER40.quote: is required")
                .hasMessageContaining("did you mean instruments.EURUSD.digits?");
    }

    @ParameterizedTest
    @CsvSource({
        "EURUSD,EURUSD", "EURUSD.m,EURUSD", "XAUUSDpro,XAUUSD", "eurusd,EURUSD", "EUR/USD,EURUSD", "#EURUSD,EURUSD",
        "mGBPUSD,GBPUSD", "FX:USDJPY,USDJPY", "BTCUSDT.p,BTCUSDT", "BTC-USDT,BTCUSDT", "BTC-USD,BTCUSD", "GOLD,XAUUSD",
        "EURUSDPRO,EURUSD", "EURUSD+,EURUSD", "EURUSD_raw,EURUSD", "EUR/USD.ecn,EURUSD", "EURUSDm#,EURUSD"
    })
    void seesTheInstrumentBehindABrokersName(String brokerName, String symbol) {
        assertThat(presets.resolve(brokerName)).isEqualTo(symbol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EURUSDT", "EURTRY", "XEURUSD", "EURUSD2GBP", "USD", "🙂"})
    void doesNotGuess(String brokerName) {
        assertThat(presets.resolve(brokerName)).isNull();
    }

    @Test
    void travelsToTaskManagers() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(presets);
            out.writeObject(ValidationSettings.defaults());
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            InstrumentCatalogue copy = (InstrumentCatalogue) in.readObject();
            assertThat(copy.find("EURUSD")).isEqualTo(presets.find("EURUSD"));
            assertThat(copy.resolve("EURUSD.m")).isEqualTo("EURUSD");
            assertThat(in.readObject()).isEqualTo(ValidationSettings.defaults());
        }
    }
}
