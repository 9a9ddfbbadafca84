package io.tickpilot.core.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.engine.Heard;
import io.tickpilot.core.engine.ScriptedAgent;
import io.tickpilot.core.engine.SymbolEngine;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.InstrumentCatalogue;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The worlds of {@link PropFirmPropertyTest} with the live engine where orders leave: it votes on every tick for any side, asks for half the
 * account or little of it, and has no breaker that opens by itself. What comes late to its log, or never, is what would in life.
 */
class PropFirmEngineTest {
    private static final int SEQUENCES = 200;
    private static final int WARM_TICKS = 116 * 60;
    private static final long SECOND = 1_000_000L;

    /** {@code %s}: share of the equity that a trade may lose. */
    private static final String EAGER = """
            instruments:
              EURUSD: {rollover: none, weekend: none, sessions: []}
              USDJPY: {rollover: none, weekend: none, sessions: []}
              XAUUSD: {rollover: none, weekend: none, sessions: []}
            gate: {confidence: 0.5, freshness: 1m, max-spread-atr: 10, min-atr-rank: 0, max-atr-rank: 1, cooldown: 0, flip-flop: 0, max-positions: 1000}
            breakers: {automatic: false}
            risk: {account-risk: %s, kelly-cap: 1, margin-share: 1}
            strategies: [{name: s, trigger: every-tick}]
            """;

    @ParameterizedTest
    @EnumSource(FirmCase.class)
    void noOrderThatLeftTheEngineBreaksARule(FirmCase rules) {
        Engines engines = new Engines(rules, rules.yaml());
        int sent = 0;
        int held = 0;
        double closest = 1;
        for (int seed = 0; seed < SEQUENCES; seed++) {
            TradingWorld world = engines.world(seed);
            Referee referee = world.run();
            assertThat(referee.violations).as("seed %d", seed).isEmpty();
            sent += world.sent;
            held += world.held();
            closest = Math.min(closest, referee.closest);
        }
        assertThat(sent).as("orders that left").isGreaterThan(SEQUENCES);
        assertThat(held).as("orders held back").isGreaterThan(SEQUENCES);
        assertThat(closest).as("share of a loss that was left at worst").isLessThan(0.8);
    }

    @ParameterizedTest
    @EnumSource(FirmCase.class)
    void theRefereeFindsViolationsWhereTheEngineKnowsNoRules(FirmCase rules) {
        Engines engines = new Engines(rules, "");
        int broken = 0;
        for (int seed = 0; seed < 40; seed++) {
            broken += engines.world(seed).run().violations.isEmpty() ? 0 : 1;
        }
        assertThat(broken).isGreaterThan(4);
    }

    /** A bold and a timid engine, and what a symbol's state is after two hours; a day's end is near. */
    private static final class Engines {
        private final FirmCase rules;
        private final boolean limited;
        private final long endMicros;
        private final SymbolEngine bold;
        private final SymbolEngine timid;
        private final Map<String, byte[]> warm = new TreeMap<>();

        Engines(FirmCase rules, String firm) {
            this.rules = rules;
            limited = !firm.isEmpty();
            endMicros = LocalDateTime.of(2026, 3, 10, rules.law().startHour(), 0)
                            .atZone(ZoneId.of(rules.law().zone()))
                            .toEpochSecond()
                    * SECOND;
            bold = engine(firm, "0.5");
            timid = engine(firm, "0.02");
            TradingWorld.PRICES.forEach((symbol, price) -> warm.put(symbol, warmUp(symbol, price)));
        }

        private static SymbolEngine engine(String firm, String share) {
            Settings root = Settings.parse(EAGER.formatted(share) + firm, Map.of());
            EngineSettings settings = EngineSettings.from(root);
            root.check();
            return new SymbolEngine(settings, List.of(ScriptedAgent.moody("technical")));
        }

        /** Until six hours before the day's end, at the price it then begins with. */
        private byte[] warmUp(String symbol, double price) {
            Instrument instrument =
                    Objects.requireNonNull(InstrumentCatalogue.presets().find(symbol));
            Random random = new Random(symbol.hashCode());
            SymbolState state = new SymbolState(symbol);
            long from = endMicros - (360 * 60 + WARM_TICKS) * SECOND;
            long offset = 0;
            for (int i = 0; i < WARM_TICKS; i++) {
                offset += random.nextInt(9) - 4 - Long.signum(offset) * (Math.abs(offset) / 50);
                double bid = Math.rint(price / instrument.point() + offset) * instrument.point();
                long now = from + i * SECOND;
                Tick tick = new Tick(symbol, now, bid, bid + instrument.point(), 1, 1, "history", i);
                bold.process(new SequencedEvent(0, 1, i, now, 0, tick), state, new Heard());
            }
            return EngineDesk.write(state);
        }

        TradingWorld world(int seed) {
            Random random = new Random(seed * 31L + rules.ordinal());
            long minutes = random.nextInt(3) == 0 ? 300 : 0;
            long start = endMicros - (minutes * 60 + 130 + random.nextInt(110)) * SECOND;
            SymbolEngine engine = limited && seed % 2 == 0 ? bold : timid;
            return new TradingWorld(
                    random.nextLong(),
                    rules.settings(),
                    rules.law(),
                    start,
                    (world, instrument) ->
                            new EngineDesk(engine, Objects.requireNonNull(warm.get(instrument.symbol())), limited));
        }
    }
}
