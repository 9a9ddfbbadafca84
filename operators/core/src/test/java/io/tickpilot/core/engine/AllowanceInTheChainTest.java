package io.tickpilot.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.config.Settings;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.risk.ExitCosts;
import io.tickpilot.core.signal.Decision.Outcome;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.core.signal.Signal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an account's allowance lets leave, through the engine. */
class AllowanceInTheChainTest {
    private static final String EAGER = """
            gate: {cooldown: 0, flip-flop: 0, min-atr-rank: 0, max-atr-rank: 1, max-positions: 1000}
            breakers: {symbol: {signals: 0}, strategy: {signals: 0}}
            strategies: [{name: eager, trigger: every-tick}]
            """;

    private static final ExitCosts COSTS = new ExitCosts(10, 7, 0.02);

    private final Heard heard = new Heard();
    private final LogScript log = new LogScript("EURUSD", 7);
    private SymbolState state = new SymbolState("EURUSD");
    private SymbolEngine engine = engine(EAGER);
    private int played;

    @Test
    void ordersUseItUpAndOnlyALaterOneThatHasSeenThemOpensAnew() throws IOException {
        play(log.warmUp());
        int before = heard.signals.size();
        allow(now(), 400);
        play(log.ticks(40));

        assertThat(heard.signals.size()).isGreaterThan(before);
        double used = risk(before);
        assertThat(used).isLessThanOrEqualTo(400).isGreaterThan(390);
        assertThat(heard.last().outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(heard.last().rejections()).extracting(Rejection::check).containsExactly("allowance");

        long unseen = now() - 60_000_000;
        allow(unseen, 401);
        state = copy(state);
        play(log.ticks(1));
        assertThat(heard.last().outcome())
                .as("it has not seen them, also after a restore")
                .isEqualTo(Outcome.REJECTED);

        int again = heard.signals.size();
        allow(now(), 200);
        play(log.ticks(20));
        assertThat(risk(again)).isLessThanOrEqualTo(200).isGreaterThan(190);

        log.command(Kind.SET_LIMITS, "account:acc", "max-lots=50");
        play(log.ticks(1));
        assertThat(heard.last().outcome()).as("limits without an allowance").isEqualTo(Outcome.SENT);
    }

    @Test
    void nothingLeavesOnAFirstAllowanceThatKnowsLessThanTheLogHolds() {
        play(log.warmUp());

        allow(now() - 1, 400);
        play(log.ticks(1));

        assertThat(heard.last().rejections()).extracting(Rejection::check).containsExactly("allowance");
    }

    @Test
    void underRulesNothingLeavesBeforeTheFirstAllowance() {
        engine = engine(EAGER + "prop-firm: {rules: ftmo}\n");
        play(log.warmUp());
        assertThat(heard.signals).isEmpty();
        assertThat(heard.last().rejections()).extracting(Rejection::check).containsExactly("allowance");

        allow(now(), 400);
        play(log.ticks(1));

        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);
    }

    @Test
    void aWrongAllowanceIsRefusedAndTheFormerStays() {
        play(log.warmUp());
        allow(now(), 0);
        log.command(Kind.SET_LIMITS, "account:acc", "new-risk=-1");
        play(log.ticks(1));

        assertThat(heard.deadLetters).hasSize(1);
        assertThat(heard.last().rejections()).extracting(Rejection::check).containsExactly("allowance");
    }

    private void allow(long seenMicros, double risk) {
        log.command(
                Kind.SET_LIMITS,
                "account:acc",
                "new-risk=" + risk + ";seen=" + seenMicros + ";until=" + (now() + 3_600_000_000L)
                        + ";slippage-points=10;commission=7;rate-share=0.02");
    }

    private double risk(int from) {
        Instrument instrument =
                Objects.requireNonNull(InstrumentCatalogue.presets().find("EURUSD"));
        double risk = 0;
        for (Signal signal : heard.signals.subList(from, heard.signals.size())) {
            risk += COSTS.ofOrder(
                    instrument,
                    signal.side(),
                    signal.plan().entry(),
                    signal.plan().stop(),
                    signal.plan().lots(),
                    1,
                    false);
        }
        return risk;
    }

    private long now() {
        return log.events().get(log.events().size() - 1).logTimeMicros();
    }

    private void play(LogScript script) {
        for (; played < script.events().size(); played++) {
            engine.process(script.events().get(played), state, heard);
        }
    }

    private static SymbolEngine engine(String yaml) {
        Settings root = Settings.parse(yaml, Map.of());
        EngineSettings settings = EngineSettings.from(root);
        root.check();
        return new SymbolEngine(settings, List.of(ScriptedAgent.saying("technical", 0.05, 0.05, 0.9)));
    }

    private static SymbolState copy(SymbolState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.writeTo(new DataOutputStream(bytes));
        return SymbolState.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
