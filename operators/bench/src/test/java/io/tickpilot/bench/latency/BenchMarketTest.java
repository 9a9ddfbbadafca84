package io.tickpilot.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.config.Settings;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.Tick;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchMarketTest {
    private final BenchMarket market = new BenchMarket(50, 10);

    @Test
    void knowsATickAgainByItsOrigin() throws Exception {
        ClientMessage request = ClientMessage.parseFrom(market.request(1_234_567, 1_700_000_000_000_000L));
        Tick tick = request.getTicks().getTicks(0);

        assertThat(request.getRequest()).isEqualTo(1_234_567);
        assertThat(market.index(tick.getSymbol(), tick.getSource() + ":" + tick.getSourceSequence()))
                .isEqualTo(1_234_567);
        assertThat(market.index("EURUSD", "bar:M1:60000000")).isEqualTo(-1);
    }

    @Test
    void letsOneSymbolInTenSignal() {
        assertThat(market.signalling()).hasSize(5).contains("BAAUSD", "BAKUSD");
        assertThat(market.signals(50)).isTrue();
        assertThat(market.signals(51)).isFalse();
        assertThat(market.signals(60)).isTrue();
    }

    @Test
    void tradesInstrumentsThatTheCatalogueTakes() {
        Settings settings = Settings.parse(market.instrumentsYaml(), Map.of());

        InstrumentCatalogue catalogue = InstrumentCatalogue.from(settings);

        settings.check();
        assertThat(catalogue.symbols()).contains("BAAUSD", "BBXUSD").doesNotContain("BBYUSD");
    }
}
