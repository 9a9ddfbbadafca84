package io.tickpilot.supervision.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.supervision.SupervisionSettings;
import io.tickpilot.wire.proto.Alert;
import io.tickpilot.wire.proto.PatternChange;
import io.tickpilot.wire.proto.PatternChange.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatternFunctionTest {
    private static final long SECOND = 1_000_000;
    private static final long START = 1_763_600_000_000_000L;
    private static final Map<String, String> SHIPPED = SupervisionSettings.shipped();

    private KeyedBroadcastOperatorTestHarness<String, Routed, String, Command> harness;
    private int alertsRead;
    private int commandsRead;

    @BeforeEach
    void open() throws Exception {
        harness = ProcessFunctionTestHarnesses.forKeyedBroadcastProcessFunction(
                new PatternFunction(), Routed::key, Types.STRING, PatternRouter.DEFINITIONS);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void lossesInARowBlockTheStrategyThatMadeThem() throws Exception {
        trade("losses-in-a-row", 0, "scalp", -5);
        trade("losses-in-a-row", 1, "scalp", -5);
        trade("losses-in-a-row", 2, "swing", -5);
        trade("losses-in-a-row", 3, "scalp", 1);
        trade("losses-in-a-row", 4, "scalp", -5);
        trade("losses-in-a-row", 5, "scalp", -5);
        assertThat(commands()).isEmpty();

        trade("losses-in-a-row", 6, "scalp", -5);

        assertThat(commands()).singleElement().satisfies(command -> {
            assertThat(command.kind()).isEqualTo(Kind.BLOCK_ENTRIES);
            assertThat(command.symbol()).isEqualTo("EURUSD");
            assertThat(command.target()).isEqualTo("scalp");
            assertThat(command.arguments().text("id")).isEqualTo("losses-in-a-row");
            assertThat(command.arguments().micros("until")).isEqualTo(START + 6 * SECOND + 15 * 60 * SECOND);
            assertThat(command.why()).contains("profit=-5.0");
            command.check();
        });
        assertThat(alerts()).singleElement().satisfies(change -> {
            assertThat(change.getStage()).isEqualTo(Stage.OPENED);
            assertThat(change.getTarget()).isEqualTo("scalp");
        });
    }

    @Test
    void lossesTooFarApartAreNone() throws Exception {
        trade("losses-in-a-row", 0, "scalp", -5);
        trade("losses-in-a-row", 1, "scalp", -5);
        trade("losses-in-a-row", 3_601, "scalp", -5);
        trade("losses-in-a-row", 3_602, "scalp", -5);

        assertThat(commands()).isEmpty();
    }

    @Test
    void aSpreadSpikeIsFollowedByABurstInItsTime() throws Exception {
        bar("spread-then-volatility", 0, Map.of("spread-ratio", 5.0, "move-atr", 0.1));
        bar("spread-then-volatility", 61, Map.of("spread-ratio", 1.0, "move-atr", 1.0));
        assertThat(commands()).isEmpty();

        bar("spread-then-volatility", 62, Map.of("spread-ratio", 5.0, "move-atr", 0.1));
        bar("spread-then-volatility", 63, Map.of("spread-ratio", Double.NaN, "move-atr", Double.NaN));
        bar("spread-then-volatility", 70, Map.of("spread-ratio", 1.0, "move-atr", 1.0));
        assertThat(commands()).hasSize(1);
    }

    @Test
    void aFlashMoveOpensExtendsAndExpires() throws Exception {
        bar("flash-move", 0, Map.of("move-atr", 1.9));
        bar("flash-move", 1, Map.of("move-atr", 2.0));
        bar("flash-move", 1.5, Map.of("move-atr", 2.5));
        bar("flash-move", 100, Map.of("move-atr", 3.0));
        assertThat(alerts()).extracting(PatternChange::getStage).containsExactly(Stage.OPENED, Stage.EXTENDED);
        assertThat(commands()).hasSize(2);

        clock(399);
        harness.setProcessingTime(2_000);
        assertThat(alerts()).isEmpty();
        clock(401);
        harness.setProcessingTime(4_000);

        assertThat(alerts())
                .extracting(PatternChange::getStage, PatternChange::getTimeMicros)
                .containsExactly(tuple(Stage.EXPIRED, START + 400 * SECOND));
        assertThat(commands()).as("a block ends by itself").isEmpty();
        bar("flash-move", 402, Map.of("move-atr", 2.0));
        assertThat(alerts()).extracting(PatternChange::getStage).containsExactly(Stage.OPENED);
    }

    @Test
    void buyingSellingAndBuyingAgainIsAFlipFlop() throws Exception {
        signal(0, 1);
        signal(1, 1);
        signal(2, -1);
        assertThat(commands()).isEmpty();
        signal(3, 1);

        assertThat(commands())
                .extracting(Command::kind, Command::target)
                .containsExactly(tuple(Kind.BLOCK_ENTRIES, "scalp"));
    }

    @Test
    void refusalsThatThisSystemAskedForAreNoBurst() throws Exception {
        for (int i = 0; i < 6; i++) {
            rejected(i, i % 2 == 0 ? "kill" : "breaker:symbol");
        }
        assertThat(commands()).isEmpty();

        rejected(6, "requote");
        rejected(7, "no-money");
        rejected(8, "kill");
        rejected(9, "requote");
        assertThat(commands()).isEmpty();
        rejected(10, "requote");
        assertThat(commands()).hasSize(1);
    }

    @Test
    void aFeedThatStandsStillBlocksUntilItMoves() throws Exception {
        for (int i = 0; i < 20; i++) {
            bar("feed-stall", i, Map.of());
        }
        clock(48);
        harness.setProcessingTime(1_000);
        assertThat(commands()).isEmpty();
        clock(50);
        harness.setProcessingTime(3_000);

        assertThat(commands())
                .extracting(Command::kind, Command::argument)
                .containsExactly(tuple(Kind.BLOCK_ENTRIES, "id=feed-stall;until=0"));
        bar("feed-stall", 80, Map.of());
        assertThat(commands())
                .extracting(Command::kind, Command::argument)
                .containsExactly(tuple(Kind.UNBLOCK_ENTRIES, "id=feed-stall"));
        assertThat(alerts()).extracting(PatternChange::getStage).containsExactly(Stage.OPENED, Stage.CLEARED);
    }

    @Test
    void aPatternSwitchedOffEndsWhatItOpenedAndForgetsWhatItHalfSaw() throws Exception {
        bar("flash-move", 0, Map.of("move-atr", 2.5));
        bar("feed-stall", 0, Map.of());
        commands();

        harness.processBroadcastElement(
                SHIPPED.get("flash-move").replace("id: flash-move", "id: flash-move\non: false"), 0);
        harness.processBroadcastElement(
                SHIPPED.get("feed-stall").replace("id: feed-stall", "id: feed-stall\non: false"), 0);
        clock(100);
        harness.setProcessingTime(5_000);

        assertThat(commands())
                .extracting(Command::kind, Command::argument)
                .containsExactly(tuple(Kind.UNBLOCK_ENTRIES, "id=flash-move"));
        assertThat(alerts()).extracting(PatternChange::getStage).containsExactly(Stage.OPENED, Stage.CLEARED);
    }

    @Test
    void aDefinitionThatIsWrongChangesNothing() throws Exception {
        bar("flash-move", 0, Map.of("move-atr", 2.5));

        harness.processBroadcastElement("id: flash-move\nsteps: []", 0);

        assertThat(alerts()).extracting(PatternChange::getStage).containsExactly(Stage.OPENED);
    }

    @Test
    void aPatternChangedInTheMiddleOfAMatchBeginsAnew() throws Exception {
        trade("losses-in-a-row", 0, "scalp", -5);
        trade("losses-in-a-row", 1, "scalp", -5);
        String two = SHIPPED.get("losses-in-a-row").replace("times: 3", "times: 2");
        harness.processBroadcastElement(two, 0);

        routed(
                two,
                new Observation(
                        "trade-closed", "EURUSD", "scalp", START + 2 * SECOND, Map.of("profit", -5.0), Map.of()));
        assertThat(commands()).isEmpty();
        routed(
                two,
                new Observation(
                        "trade-closed", "EURUSD", "scalp", START + 3 * SECOND, Map.of("profit", -5.0), Map.of()));
        assertThat(commands()).hasSize(1);
    }

    @Test
    void halfAMatchAndAnOpenBlockSurviveARestart() throws Exception {
        trade("losses-in-a-row", 0, "scalp", -5);
        trade("losses-in-a-row", 1, "scalp", -5);
        bar("flash-move", 1, Map.of("move-atr", 2.5));
        OperatorSubtaskState saved = harness.snapshot(1, 1);
        harness.close();
        harness = restored(saved);
        alertsRead = 0;
        commandsRead = 0;

        trade("losses-in-a-row", 2, "scalp", -5);
        clock(302);
        harness.setProcessingTime(60_000);

        assertThat(commands()).extracting(Command::target).containsExactly("scalp");
        assertThat(alerts())
                .extracting(PatternChange::getPattern, PatternChange::getStage)
                .containsExactly(tuple("losses-in-a-row", Stage.OPENED), tuple("flash-move", Stage.EXPIRED));
    }

    @Test
    void theSameObservationsGiveTheSameCommands() throws Exception {
        trade("losses-in-a-row", 0, "scalp", -5);
        trade("losses-in-a-row", 1, "scalp", -5);
        trade("losses-in-a-row", 2, "scalp", -5);
        List<Command> first = commands();
        harness.close();
        open();
        alertsRead = 0;
        commandsRead = 0;
        trade("losses-in-a-row", 0, "scalp", -5);
        trade("losses-in-a-row", 1, "scalp", -5);
        trade("losses-in-a-row", 2, "scalp", -5);

        assertThat(commands()).isEqualTo(first);
    }

    private static KeyedBroadcastOperatorTestHarness<String, Routed, String, Command> restored(
            OperatorSubtaskState state) throws Exception {
        KeyedBroadcastOperatorTestHarness<String, Routed, String, Command> next =
                new KeyedBroadcastOperatorTestHarness<>(
                        new org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator<>(
                                new PatternFunction(), List.of(PatternRouter.DEFINITIONS)),
                        Routed::key,
                        Types.STRING,
                        1,
                        1,
                        0);
        next.initializeState(state);
        next.open();
        return next;
    }

    private void trade(String pattern, double second, String strategy, double profit) throws Exception {
        routed(
                SHIPPED.get(pattern),
                new Observation("trade-closed", "EURUSD", strategy, at(second), Map.of("profit", profit), Map.of()));
    }

    private void bar(String pattern, double second, Map<String, Double> numbers) throws Exception {
        routed(SHIPPED.get(pattern), new Observation("bar-s1", "EURUSD", "", at(second), numbers, Map.of()));
    }

    private void signal(double second, double side) throws Exception {
        routed(
                SHIPPED.get("flip-flop"),
                new Observation("signal", "EURUSD", "scalp", at(second), Map.of("side", side), Map.of()));
    }

    private void rejected(double second, String reason) throws Exception {
        routed(
                SHIPPED.get("reject-burst"),
                new Observation("trade-rejected", "EURUSD", "scalp", at(second), Map.of(), Map.of("reason", reason)));
    }

    private void routed(String definition, Observation observation) throws Exception {
        String key = PatternDefinition.parse(definition).key(observation);
        harness.processElement(new Routed(key, definition, observation), 0);
    }

    private void clock(double second) throws Exception {
        harness.processElement(new Routed(Observation.CLOCK, "", Observation.clock(at(second))), 0);
    }

    private static long at(double second) {
        return START + (long) (second * SECOND);
    }

    /** Since the last time asked. */
    private List<Command> commands() {
        List<Command> all = harness.extractOutputValues();
        List<Command> news = List.copyOf(all.subList(commandsRead, all.size()));
        commandsRead = all.size();
        return news;
    }

    private List<PatternChange> alerts() throws Exception {
        List<PatternChange> all = new ArrayList<>();
        var told = harness.getSideOutput(PatternFunction.ALERTS);
        if (told != null) {
            for (var each : told) {
                all.add(Alert.parseFrom(each.getValue()).getPatternChange());
            }
        }
        List<PatternChange> news = List.copyOf(all.subList(alertsRead, all.size()));
        alertsRead = all.size();
        return news;
    }
}
