package io.tickpilot.mql4.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.bridge.FaultProxy;
import io.tickpilot.bridge.KafkaFixture;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.HeldPosition;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every terminal does, whatever it is made of. Seen from the bridge: what goes in and what the journal then holds. */
abstract class TerminalContract extends KafkaFixture {
    @TempDir
    private Path folder;

    private ContractWorld world;
    private ContractTerminal terminal;

    /** @param folder of its own, with what it remembers; nothing has been started */
    abstract ContractTerminal terminal(ContractWorld world, Path folder);

    @BeforeEach
    void connect(TestInfo test) throws Exception {
        world = new ContractWorld(
                kafka(), "t" + Math.abs((getClass() + test.getDisplayName() + test.getTestMethod()).hashCode()));
        terminal = terminal(world, folder);
        world.start(terminal);
    }

    @AfterEach
    void disconnect() throws Exception {
        terminal.close();
        world.close();
    }

    @Test
    void aSignalBecomesAnOrderWithItsStopAndTarget() throws Exception {
        world.push(ExpertRig.buy(id("BUY")));

        assertThat(world.awaitReports(1)).containsExactly("OPENED 0.1 0.1 signal");
        TradeReport report = world.reports().get(0);
        HeldPosition held = world.awaitPosition(0.10, 1.09800);
        assertThat(held.target()).isEqualTo(1.10600);
        assertThat(held.side()).isEqualTo(Side.BUY);
        assertThat(held.strategy()).isEqualTo("scalp").isEqualTo(report.strategy());
        assertThat(held.signalId()).isEqualTo(id("BUY")).isEqualTo(report.signalId());
        assertThat(held.ticket()).isEqualTo(held.originTicket()).isEqualTo(report.ticket());
        assertThat(held.openPrice()).as("bought at the ask").isEqualTo(1.10010).isEqualTo(report.price());
    }

    @Test
    void sellsAtTheBidWithTheStopAboveAndIsStoppedAtTheAsk() throws Exception {
        Plan plan = new Plan(1.10000, 1.10200, 1.09700, 1.09400, 0.10, 0, List.of());
        world.push(ExpertRig.signal(id("SELL"), Side.SELL, plan, Duration.ZERO, Duration.ofSeconds(60)));
        world.awaitPosition(0.10, 1.10200);

        terminal.quote(1.10191);

        assertThat(world.awaitReports(2)).containsExactly("OPENED 0.1 0.1 signal", "CLOSED 0.1 0.0 stop");
        assertThat(world.reports()).extracting(TradeReport::price).containsExactly(1.10000, 1.10201);
        assertThat(world.reports().get(1).profit()).isCloseTo(-20.1, within(0.011));
    }

    @Test
    void aSignalThatComesAgainIsTradedOnce() throws Exception {
        Signal first = ExpertRig.buy(id("ONE"));
        world.push(first);
        world.awaitReports(1);

        world.restartBridge();
        world.push(first);
        terminal.stop();
        world.push(first);
        world.start(terminal);
        world.push(ExpertRig.buy(id("TWO")));

        assertThat(world.awaitReports(2)).containsExactly("OPENED 0.1 0.1 signal", "OPENED 0.1 0.1 signal");
        assertThat(world.reports()).extracting(TradeReport::signalId).containsExactly(id("ONE"), id("TWO"));
        world.awaitPositions(held -> held.size() == 2);
    }

    @Test
    void aSignalThatWasGivenWhileItWasAwayIsTraded() {
        terminal.stop();
        world.push(ExpertRig.buy(id("MISSED")));

        world.start(terminal);

        assertThat(world.awaitReports(1)).containsExactly("OPENED 0.1 0.1 signal");
    }

    @Test
    void aSignalThatArrivesAfterItsEndIsRefused() throws Exception {
        world.setLine(FaultProxy.Fault.DELAY);
        Duration life = Duration.ofMillis(140);
        int[] sent = {0};

        // The line takes longer than a signal lives; where the bridge is slow as well, it takes another.
        ContractWorld.await(() -> world.publishes(
                ExpertRig.signal(id("LATE-" + sent[0]++), Side.BUY, ExpertRig.plan(), Duration.ZERO, life)));

        assertThat(world.awaitReports(1)).containsOnly("REJECTED 0.1 0.0 expired");
        assertThat(world.awaitPositions(held -> true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.10, PARTIALLY_CLOSED 0.05 0.05 exit-1; PARTIALLY_CLOSED 0.03 0.02 exit-2; CLOSED 0.02 0.0 trail",
        "0.25, PARTIALLY_CLOSED 0.12 0.13 exit-1; PARTIALLY_CLOSED 0.07 0.06 exit-2; CLOSED 0.06 0.0 trail",
        "0.05, PARTIALLY_CLOSED 0.02 0.03 exit-1; PARTIALLY_CLOSED 0.01 0.02 exit-2; CLOSED 0.02 0.0 trail",
        "0.03, PARTIALLY_CLOSED 0.01 0.02 exit-1; CLOSED 0.02 0.0 trail",
        "0.02, PARTIALLY_CLOSED 0.01 0.01 exit-1; CLOSED 0.01 0.0 trail",
        "0.01, CLOSED 0.01 0.0 trail",
    })
    void closesTheSamePartsAtTheSamePrices(double lots, String expected) throws Exception {
        List<String> closes = List.of(expected.split("; "));
        world.push(buyOf(lots));
        world.awaitPosition(lots, 1.09800);

        terminal.quote(1.10310);
        double afterFirst = left(closes, "exit-1", lots);
        world.awaitPosition(afterFirst, 1.10010);
        terminal.quote(1.10460);
        world.awaitPosition(left(closes, "exit-2", afterFirst), 1.10360);
        terminal.quote(1.10450);
        terminal.quote(1.10355);

        List<String> reports = world.awaitReports(1 + closes.size());
        assertThat(reports.get(0)).isEqualTo("OPENED " + lots + " " + lots + " signal");
        assertThat(reports.subList(1, reports.size())).isEqualTo(closes);
        assertThat(world.reports())
                .extracting(TradeReport::originTicket)
                .containsOnly(world.reports().get(0).ticket());
        assertThat(world.awaitPositions(List::isEmpty)).isEmpty();
    }

    @Test
    void breaksEvenWhenThePriceTurnsAfterTheFirstExit() throws Exception {
        world.push(ExpertRig.buy(id("EVEN")));
        world.awaitPosition(0.10, 1.09800);

        terminal.quote(1.10310);
        world.awaitPosition(0.05, 1.10010);
        terminal.quote(1.10010);

        assertThat(world.awaitReports(3))
                .containsExactly(
                        "OPENED 0.1 0.1 signal", "PARTIALLY_CLOSED 0.05 0.05 exit-1", "CLOSED 0.05 0.0 break-even");
    }

    @Test
    void stoppedAtEveryStageItGoesOnAndReportsEachStageOnce() throws Exception {
        world.push(ExpertRig.buy(id("STAGES")));
        world.awaitPosition(0.10, 1.09800);
        restart();
        terminal.quote(1.10310);
        world.awaitPosition(0.05, 1.10010);
        restart();
        terminal.quote(1.10460);
        world.awaitPosition(0.02, 1.10360);
        restart();
        terminal.quote(1.10355);

        assertThat(world.awaitReports(4)).isEqualTo(ExpertFixture.WHOLE_LIFE);
        assertThat(world.reports()).extracting(TradeReport::signalId).containsOnly(id("STAGES"));
        assertThat(world.reports())
                .extracting(TradeReport::sourceSequence)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void opensNothingWhileKilledAlsoAfterARestartUntilResumed() throws Exception {
        world.command(Kind.KILL, "account:somebody-else", "");
        world.push(ExpertRig.buy(id("OTHER")));
        assertThat(world.awaitReports(1)).containsExactly("OPENED 0.1 0.1 signal");
        world.command(Kind.KILL, own(), "");
        world.push(ExpertRig.buy(id("KILLED")));
        assertThat(world.awaitReports(2)).last().isEqualTo("REJECTED 0.1 0.0 kill");

        restart();
        world.push(ExpertRig.buy(id("STILL")));
        assertThat(world.awaitReports(3)).last().isEqualTo("REJECTED 0.1 0.0 kill");
        world.command(Kind.RESUME, own(), "");
        world.push(ExpertRig.buy(id("RESUMED")));
        assertThat(world.awaitReports(4)).last().isEqualTo("OPENED 0.1 0.1 signal");
    }

    @Test
    void tellsWhatABlockAndABreakerForbid() throws Exception {
        world.command(Kind.BLOCK_ENTRIES, "*", "id=news");
        world.push(ExpertRig.buy(id("BLOCKED")));
        assertThat(world.awaitReports(1)).containsExactly("REJECTED 0.1 0.0 blocked:news");
        world.command(Kind.UNBLOCK_ENTRIES, "*", "id=news");
        world.command(Kind.TRIP_BREAKER, "strategy:scalp", "cause=drawdown;cooldown=0");
        world.push(ExpertRig.buy(id("BROKEN")));
        assertThat(world.awaitReports(2)).last().isEqualTo("REJECTED 0.1 0.0 breaker:strategy:scalp");
        world.command(Kind.RESET_BREAKER, "strategy:scalp", "");
        world.push(ExpertRig.buy(id("FREE")));

        assertThat(world.awaitReports(3)).last().isEqualTo("OPENED 0.1 0.1 signal");
    }

    @Test
    void closesOnCommandOnceAndNamesTheCommand() throws Exception {
        world.push(ExpertRig.buy(id("CLOSED")));
        world.awaitPosition(0.10, 1.09800);

        world.command(Kind.CLOSE_POSITIONS, "another-strategy", "id=c-0");
        world.command(Kind.CLOSE_POSITIONS, own(), "id=c-1");
        assertThat(world.awaitReports(2)).containsExactly("OPENED 0.1 0.1 signal", "CLOSED 0.1 0.0 command:c-1");
        world.push(ExpertRig.buy(id("NEXT")));
        world.awaitPosition(0.10, 1.09800);
        // The bridge tells a terminal that starts what was ordered lately.
        restart();
        world.restartBridge();
        world.awaitPosition(0.10, 1.09800);

        world.push(ExpertRig.buy(id("LAST")));
        assertThat(world.awaitReports(4).subList(2, 4))
                .containsExactly("OPENED 0.1 0.1 signal", "OPENED 0.1 0.1 signal");
    }

    @ParameterizedTest
    @CsvSource({
        "0.10, 0.3, PARTIALLY_CLOSED 0.03 0.07 command:r-1",
        "0.10, 0.25, PARTIALLY_CLOSED 0.03 0.07 command:r-1",
        "0.02, 0.5, PARTIALLY_CLOSED 0.01 0.01 command:r-1",
        "0.02, 0.6, CLOSED 0.02 0.0 command:r-1",
        "0.01, 0.1, CLOSED 0.01 0.0 command:r-1",
    })
    void reducesByAtLeastTheShareOrdered(double lots, double fraction, String expected) throws Exception {
        world.push(buyOf(lots));
        world.awaitPosition(lots, 1.09800);

        world.command(Kind.REDUCE_POSITIONS, own(), "id=r-1;fraction=" + fraction);

        assertThat(world.awaitReports(2)).last().isEqualTo(expected);
    }

    @Test
    void tightensStopsOnCommandAndNeverLoosensThem() throws Exception {
        world.push(ExpertRig.buy(id("TIGHT")));
        world.awaitPosition(0.10, 1.09800);
        terminal.quote(1.10050);

        world.command(Kind.TIGHTEN_STOPS, own(), "id=t-1;atr=0.8");
        world.awaitPosition(0.10, 1.09970);
        world.command(Kind.TIGHTEN_STOPS, own(), "id=t-2;atr=3");
        world.command(Kind.CLOSE_POSITIONS, own(), "id=c-1");

        assertThat(world.awaitReports(3))
                .containsExactly("OPENED 0.1 0.1 signal", "MODIFIED 0.1 0.1 command:t-1", "CLOSED 0.1 0.0 command:c-1");
        assertThat(world.reports().get(1).price()).isEqualTo(1.09970);
    }

    @Test
    void tellsTheAccountAsItStands() throws Exception {
        AccountReport first = world.awaitAccount(() -> terminal.quote(1.10000), report -> report.equity() == 10_000);
        assertThat(first.balance()).isEqualTo(10_000);
        assertThat(first.currency()).isEqualTo("USD");
        assertThat(first.live()).isFalse();
        assertThat(first.leverage()).isEqualTo(100);
        assertThat(first.margin()).isZero();

        world.push(ExpertRig.buy(id("MONEY")));
        world.awaitPosition(0.10, 1.09800);
        AccountReport open =
                world.awaitAccount(() -> terminal.quote(1.10050), report -> Math.abs(report.equity() - 10_004) < 0.01);
        assertThat(open.balance()).isEqualTo(10_000);
        assertThat(open.margin()).as("a hundredth of 0.1 lots").isCloseTo(110, within(0.5));
        assertThat(open.freeMargin()).isCloseTo(open.equity() - open.margin(), within(0.01));

        world.command(Kind.CLOSE_POSITIONS, own(), "id=c-1");
        AccountReport closed = world.awaitAccount(() -> terminal.quote(1.10050), report -> report.margin() == 0);
        assertThat(closed.balance()).isCloseTo(10_004, within(0.01)).isEqualTo(closed.equity());
        assertThat(closed.dayStartEquity()).isEqualTo(10_000);
    }

    private void restart() {
        terminal.stop();
        world.start(terminal);
    }

    /** Commands for others' accounts stand in the same journal for a while. */
    private String own() {
        return "account:" + world.account();
    }

    /** Unique in the journal that all tests share. */
    private String id(String name) {
        return name + "-" + world.account();
    }

    private Signal buyOf(double lots) {
        Plan plan = ExpertRig.plan();
        Plan sized = new Plan(
                plan.entry(), plan.stop(), plan.target1(), plan.target2(), lots, plan.trailDistance(), plan.exits());
        return ExpertRig.signal(id("LOTS"), Side.BUY, sized, Duration.ZERO, Duration.ofSeconds(60));
    }

    /** Lots left after the report with this reason, where there is one. */
    private static double left(List<String> reports, String reason, double otherwise) {
        return reports.stream()
                .filter(report -> report.endsWith(reason))
                .map(report -> Double.parseDouble(report.split(" ")[2]))
                .findFirst()
                .orElse(otherwise);
    }
}
