package io.tickpilot.bridge.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedBrokerTest {
    private final List<TradeReport> reports = new ArrayList<>();
    private final SimulatedBroker broker = broker(Market.plain());

    @Test
    void buysAtTheAskAndSellsAtTheBid() {
        broker.onTick(Market.eur(1.1000, 0));

        open("b", Side.BUY, 1.1001, 1);
        open("s", Side.SELL, 1.1000, 1);

        assertThat(reports).extracting(TradeReport::price).containsExactly(1.1001, 1.1000);
        assertThat(reports).extracting(TradeReport::status).containsOnly(TradeReport.Status.OPENED);
        assertThat(broker.snapshot().trades()).extracting(OpenTrade::price).containsExactly(1.1000, 1.1001);
        assertThat(broker.snapshot().floating()).isCloseTo(-20, within(1e-9));
    }

    @Test
    void aStopLosesWhatThePlanRisks() {
        broker.onTick(Market.eur(1.1000, 0));
        open("b", Side.BUY, 1.1001, 1);

        broker.onTick(Market.eur(1.0991, 1));

        TradeReport closed = last();
        assertThat(closed.reason()).isEqualTo("stop");
        assertThat(closed.status()).isEqualTo(TradeReport.Status.CLOSED);
        assertThat(closed.profit()).isCloseTo(-100, within(1e-6));
        assertThat(closed.remainingLots()).isZero();
        assertThat(broker.snapshot().realised()).isCloseTo(-100, within(1e-6));
        assertThat(broker.snapshot().winRate()).isZero();
    }

    @Test
    void takesHalfAtHalfWayThenBreaksEven() {
        broker.onTick(Market.eur(1.1000, 0));
        open("b", Side.BUY, 1.1001, 1);

        broker.onTick(Market.eur(1.1016, 1));
        assertThat(last().reason()).isEqualTo("exit-1");
        assertThat(last().status()).isEqualTo(TradeReport.Status.PARTIALLY_CLOSED);
        assertThat(last().lots()).isEqualTo(0.5);
        assertThat(last().remainingLots()).isEqualTo(0.5);
        assertThat(last().profit()).isCloseTo(75, within(1e-6));

        broker.onTick(Market.eur(1.1001, 2));
        assertThat(last().reason()).isEqualTo("break-even");
        assertThat(last().profit()).isCloseTo(0, within(1e-6));
        assertThat(broker.snapshot().closed()).isEqualTo(1);
        assertThat(broker.snapshot().winRate()).isEqualTo(1);
    }

    @Test
    void trailsTheRestAfterTheLastPartialExit() {
        broker.onTick(Market.eur(1.1000, 0));
        open("s", Side.SELL, 1.1000, 1);

        broker.onTick(Market.eur(1.0975, 1));
        assertThat(reports).extracting(TradeReport::reason).containsExactly("signal", "exit-1", "exit-2");
        assertThat(last().remainingLots()).isEqualTo(0.2);
        broker.onTick(Market.eur(1.0972, 2));
        broker.onTick(Market.eur(1.0977, 3));

        assertThat(last().reason()).isEqualTo("trail");
        assertThat(last().price()).isEqualTo(1.0978);
        assertThat(last().profit()).isCloseTo(0.2 * 220, within(1e-6));
    }

    @Test
    void theLastTargetTakesEverything() {
        broker.onTick(Market.eur(1.1000, 0));
        open("b", Side.BUY, 1.1001, 1);

        broker.onTick(Market.eur(1.1035, 1));

        assertThat(reports).extracting(TradeReport::reason).containsExactly("signal", "exit-1", "exit-2", "target");
        assertThat(broker.snapshot().trades()).isEmpty();
    }

    @Test
    void whatTheServerForbidsIsRefusedUntilItIsAllowedAgain() {
        broker.onTick(Market.eur(1.1000, 0));

        assertThat(refusal(Command.Kind.KILL, "*", "")).isEqualTo("kill");
        assertThat(refusal(Command.Kind.RESUME, "*", "")).isEqualTo("signal");
        assertThat(refusal(Command.Kind.KILL, "account:other", "")).isEqualTo("signal");
        assertThat(refusal(Command.Kind.TRIP_BREAKER, "strategy:other", "cause=x"))
                .isEqualTo("signal");
        assertThat(refusal(Command.Kind.TRIP_BREAKER, "account:paper", "cause=x"))
                .isEqualTo("breaker:account:paper");
        assertThat(refusal(Command.Kind.RESET_BREAKER, "account:paper", "")).isEqualTo("signal");
        assertThat(refusal(Command.Kind.TRIP_BREAKER, "symbol", "cause=x;cooldown=0"))
                .isEqualTo("breaker:symbol");
        assertThat(refusal(Command.Kind.TRIP_BREAKER, "symbol", "cause=x;cooldown=1"))
                .isEqualTo("breaker:symbol");
        broker.onTick(Market.eur(1.1000, 2));
        assertThat(refusal(Command.Kind.RESUME, "*", "")).isEqualTo("breaker:symbol");
        assertThat(refusal(Command.Kind.RESET_BREAKER, "symbol", "")).isEqualTo("signal");
        assertThat(refusal(Command.Kind.BLOCK_ENTRIES, "*", "id=a;until=" + Market.START))
                .isEqualTo("signal");
        assertThat(refusal(Command.Kind.BLOCK_ENTRIES, "*", "id=a")).isEqualTo("blocked:a");
        assertThat(refusal(Command.Kind.UNBLOCK_ENTRIES, "*", "id=b")).isEqualTo("blocked:a");
        assertThat(refusal(Command.Kind.UNBLOCK_ENTRIES, "*", "id=a")).isEqualTo("signal");
        assertThat(refusal(Command.Kind.SET_LIMITS, "account:paper", "max-lots=0.5"))
                .isEqualTo("limits");
        assertThat(refusal(Command.Kind.SET_LIMITS, "account:paper", "max-lots=1"))
                .isEqualTo("signal");
    }

    /** What becomes of a signal after a command: the reason it is refused with, or that it is traded. */
    private String refusal(Command.Kind kind, String target, String argument) {
        broker.onCommand(
                new Command("EURUSD", Market.START, kind, target, argument, "test", "", "cli", 1), Market.START);
        String id = kind + target + argument;
        broker.onSignal(Market.signal(id, "EURUSD", Side.BUY, Market.plan(Side.BUY, 1.1001, 1)), Market.START);
        return last().reason();
    }

    @Test
    void adjustmentsAreReportedUnderTheirCommand() {
        broker.onTick(Market.eur(1.1000, 0));
        open("b", Side.BUY, 1.1001, 1);
        open("c", Side.BUY, 1.1001, 0.01);

        broker.onCommand(adjustment(Command.Kind.REDUCE_POSITIONS, "*", "id=r;fraction=0.25"), Market.START);
        broker.onCommand(adjustment(Command.Kind.TIGHTEN_STOPS, "*", "id=t;atr=0.5"), Market.START);
        broker.onCommand(adjustment(Command.Kind.CLOSE_POSITIONS, "other", "id=o"), Market.START);
        broker.onCommand(adjustment(Command.Kind.CLOSE_POSITIONS, "account:paper", "id=k"), Market.START);

        assertThat(reports)
                .extracting(TradeReport::reason, TradeReport::status, TradeReport::lots)
                .containsExactly(
                        tuple("signal", TradeReport.Status.OPENED, 1.0),
                        tuple("signal", TradeReport.Status.OPENED, 0.01),
                        tuple("command:r", TradeReport.Status.PARTIALLY_CLOSED, 0.25),
                        tuple("command:r", TradeReport.Status.CLOSED, 0.01),
                        tuple("command:t", TradeReport.Status.MODIFIED, 0.75),
                        tuple("command:k", TradeReport.Status.CLOSED, 0.75));
        assertThat(broker.snapshot().trades()).isEmpty();
        assertThat(broker.positions("EURUSD", 1, 1).positions()).isEmpty();
    }

    @Test
    void anAdjustmentBeforeTheFirstPriceWaitsForIt() {
        broker.onTick(Market.eur(1.1000, 0));
        open("b", Side.BUY, 1.1001, 1);
        broker.onCommand(
                new Command("USDJPY", 1, Command.Kind.CLOSE_POSITIONS, "*", "id=k", "test", "", "cli", 1),
                Market.START);
        broker.onTick(Market.quote("USDJPY", 150.00, 150.01, 0));

        assertThat(broker.snapshot().trades()).hasSize(1);
    }

    @Test
    void tellsTheAccountAndWhatItHolds() {
        broker.onTick(Market.eur(1.1000, 0));
        open("b", Side.BUY, 1.1001, 2);
        broker.onTick(Market.eur(1.0996, 1));

        AccountReport account = broker.account(5, 7);
        PositionReport held = broker.positions("EURUSD", 5, 8);

        assertThat(account.symbol()).isEqualTo("*");
        assertThat(account.balance()).isEqualTo(10_000);
        assertThat(account.equity()).isCloseTo(10_000 - 0.0005 * 200_000, within(1e-6));
        assertThat(account.margin()).isCloseTo(2 * 100_000 * 1.1001 / 100, within(1e-6));
        assertThat(account.freeMargin()).isCloseTo(account.equity() - account.margin(), within(1e-9));
        assertThat(account.dayStartEquity()).isEqualTo(10_000);
        assertThat(account.dayStartMicros() % 86_400_000_000L).isZero();
        assertThat(Market.START - account.dayStartMicros()).isBetween(0L, 86_399_999_999L);
        assertThat(held.positions()).singleElement().satisfies(position -> {
            assertThat(position.ticket()).isEqualTo(1);
            assertThat(position.signalId()).isEqualTo("b");
            assertThat(position.lots()).isEqualTo(2);
            assertThat(position.stop()).isEqualTo(1.0991);
        });

        broker.onTick(Market.eur(1.0996, 86_400_000_000L));
        assertThat(broker.account(6, 9).dayStartEquity()).isCloseTo(9_900, within(1e-6));
    }

    private static Command adjustment(Command.Kind kind, String target, String argument) {
        return new Command("EURUSD", Market.START, kind, target, argument, "test", "", "cli", 1);
    }

    @Test
    void aPositionIsClosedWhenItsTimeIsOver() {
        SimulatedBroker impatient =
                broker(new TerminalSettings("paper", "USD", 10_000, 0, 1e6, 0, Duration.ofMinutes(5), 10, 10, 1, 100));
        impatient.onTick(Market.eur(1.1000, 0));
        impatient.onSignal(Market.signal("b", "EURUSD", Side.BUY, Market.plan(Side.BUY, 1.1001, 1)), Market.START);

        impatient.onTick(Market.eur(1.1002, 299_999_999));
        assertThat(reports).hasSize(1);
        impatient.onTick(Market.eur(1.1002, 300_000_000));

        assertThat(last().reason()).isEqualTo("time");
    }

    @Test
    void commissionIsTakenFromTheProfitOfWhatIsClosed() {
        SimulatedBroker dear =
                broker(new TerminalSettings("paper", "USD", 10_000, 0, 1e6, 7, Duration.ofHours(5), 10, 10, 1, 100));
        dear.onTick(Market.eur(1.1000, 0));
        dear.onSignal(Market.signal("b", "EURUSD", Side.BUY, Market.plan(Side.BUY, 1.1001, 2)), Market.START);

        dear.onTick(Market.eur(1.1016, 1));

        assertThat(last().commission()).isCloseTo(7, within(1e-9));
        assertThat(last().profit()).isCloseTo(150 - 7, within(1e-6));
    }

    @Test
    void profitInAnotherCurrencyIsConverted() {
        broker.onTick(Market.quote("USDJPY", 150.00, 150.01, 0));
        Plan plan = new Plan(150.01, 149.90, 150.2, 150.5, 1, 0, List.of());
        broker.onSignal(Market.signal("j", "USDJPY", Side.BUY, plan), Market.START);

        broker.onTick(Market.quote("USDJPY", 150.60, 150.60, 1));

        assertThat(last().profit()).isCloseTo((150.60 - 150.01) * 100_000 / 150.60, within(1e-6));
    }

    @Test
    void aPartTooSmallForTheInstrumentStaysInThePosition() {
        broker.onTick(Market.eur(1.1000, 0));
        open("tiny", Side.BUY, 1.1001, 0.01);

        broker.onTick(Market.eur(1.1017, 1));
        assertThat(reports).hasSize(1);
        assertThat(broker.snapshot().trades().get(0).stop()).isEqualTo(1.1001);
        broker.onTick(Market.eur(1.1000, 2));

        assertThat(last().reason()).isEqualTo("break-even");
        assertThat(last().lots()).isEqualTo(0.01);
    }

    @Test
    void slippageOnlyHurtsAndIsTheSameInEveryRun() {
        TerminalSettings slipping =
                new TerminalSettings("paper", "USD", 10_000, 20, 1e6, 0, Duration.ofHours(5), 100, 100, 9, 100);
        double[] first = new double[50];
        for (int run = 0; run < 2; run++) {
            SimulatedBroker broker = broker(slipping);
            broker.onTick(Market.eur(1.1000, 0));
            for (int i = 0; i < 50; i++) {
                broker.onSignal(
                        Market.signal("s" + i, "EURUSD", Side.BUY, Market.plan(Side.BUY, 1.1001, 1)), Market.START);
                double price = last().price();
                assertThat(price).isBetween(1.1001 - 1e-9, 1.1003 + 1e-9);
                if (run == 0) {
                    first[i] = price;
                } else {
                    assertThat(price).isEqualTo(first[i]);
                }
            }
        }
        assertThat(first).doesNotContain(Double.NaN);
        assertThat(java.util.Arrays.stream(first).distinct().count()).isGreaterThan(10);
    }

    @ParameterizedTest
    @CsvSource({
        "1.1001, 1.0991, 1.1031, 0, lots",
        "1.1001, 1.0991, 1.1031, 1000, lots",
        "1.1001, NaN, 1.1031, 1, plan",
        "1.1001, 1.1041, 1.1031, 1, plan",
        "1.1001, 1.1001, 1.1031, 1, stop-passed",
    })
    void aSignalThatCannotBeTradedIsReported(double entry, double stop, double target, double lots, String reason) {
        broker.onTick(Market.eur(1.1000, 0));

        boolean opened = broker.onSignal(
                Market.signal("x", "EURUSD", Side.BUY, new Plan(entry, stop, target, target, lots, 0, List.of())),
                Market.START);

        assertThat(opened).isFalse();
        assertThat(last().status()).isEqualTo(TradeReport.Status.REJECTED);
        assertThat(last().reason()).isEqualTo(reason);
        assertThat(broker.snapshot().rejected()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsExpiredUnknownUnquotedOrTooMuch() {
        SimulatedBroker small =
                broker(new TerminalSettings("paper", "USD", 10_000, 0, 5, 0, Duration.ofHours(5), 10, 1, 1, 100));
        Plan plan = Market.plan(Side.BUY, 1.1001, 1);

        small.onSignal(Market.signal("q", "EURUSD", Side.BUY, plan), Market.START);
        small.onTick(Market.eur(1.1000, 0));
        small.onSignal(Market.signal("u", "NOBODY", Side.BUY, plan), Market.START);
        small.onSignal(Market.signal("e", "EURUSD", Side.BUY, plan), Market.START + 3_600_000_001L);
        small.onSignal(Market.signal("d", "EURUSD", Side.BUY, Market.plan(Side.BUY, 1.10004, 1)), Market.START);
        small.onSignal(Market.signal("1", "EURUSD", Side.BUY, plan), Market.START);
        small.onSignal(Market.signal("2", "EURUSD", Side.BUY, plan), Market.START);

        assertThat(reports)
                .extracting(TradeReport::reason)
                .containsExactly("no-quote", "unknown-symbol", "expired", "deviation", "signal", "max-open");
        assertThat(reports).extracting(TradeReport::sourceSequence).containsExactly(100L, 101L, 102L, 103L, 104L, 105L);
    }

    @Test
    void ignoresQuotesThatNoBrokerShows() {
        broker.onTick(Market.eur(1.1000, 0));
        open("b", Side.BUY, 1.1001, 1);

        broker.onTick(Market.quote("EURUSD", Double.NaN, 1.1, 1));
        broker.onTick(Market.quote("EURUSD", 1.0000, 0.9, 2));
        broker.onTick(Market.quote("EURUSD", -1, 1, 3));

        assertThat(reports).hasSize(1);
    }

    private SimulatedBroker broker(TerminalSettings settings) {
        return new SimulatedBroker(settings, Market::find, 100, reports::add);
    }

    private void open(String id, Side side, double entry, double lots) {
        boolean opened =
                broker.onSignal(Market.signal(id, "EURUSD", side, Market.plan(side, entry, lots)), Market.START);
        assertThat(opened).isTrue();
    }

    private TradeReport last() {
        return reports.get(reports.size() - 1);
    }
}
