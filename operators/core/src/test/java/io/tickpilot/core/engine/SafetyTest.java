package io.tickpilot.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.breaker.Breaker.State;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.breaker.Cause;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.HeldPosition;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.event.TradeReport.Status;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.risk.OpenPosition;
import io.tickpilot.core.risk.PositionDifference;
import io.tickpilot.core.risk.Reconciled;
import io.tickpilot.core.signal.Decision.Outcome;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.core.signal.Signal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What safety makes of a symbol's log, through the engine. */
class SafetyTest {
    private static final String EAGER = """
            gate: {cooldown: 0, flip-flop: 0, min-atr-rank: 0, max-atr-rank: 1, max-positions: 100}
            risk: {volatility: {max: 1, min: 1}}
            breakers:
              symbol: {losses: 0, signals: 0, feed-stall: 2m}
              strategy: {losses: 3, signals: 0, cooldown: 1m, max-cooldown: 3m}
            strategies: [{name: eager, trigger: every-tick}]
            """;

    private static final String YAML_OF_RESTORES =
            EAGER.replace("losses: 0", "losses: 4").replace("cooldown: 1m, ", "cooldown: 20s, ");

    private final Heard heard = new Heard();
    private final LogScript log = new LogScript("EURUSD", 7);
    private final SymbolState state = new SymbolState("EURUSD");
    private SymbolEngine engine = engine(EAGER);
    private int played;
    private long reportSequence = 100;
    private long ticket = 1_000;

    @Test
    void losingTradesTripTheBreakerAndASmallWinningOneClosesItAgain() {
        play(log.warmUp());
        double usual = lastSignal().plan().lots();
        for (int i = 0; i < 3; i++) {
            play(log.ticks(1));
            lose(lastSignal());
        }

        BreakerChange tripped = heard.breakerChanges.get(0);
        assertThat(tripped.scope()).isEqualTo("strategy:eager");
        assertThat(tripped.from()).isEqualTo(State.CLOSED);
        assertThat(tripped.to()).isEqualTo(State.OPEN);
        assertThat(tripped.cause()).isEqualTo(Cause.CONSECUTIVE_LOSSES);
        assertThat(tripped.value()).isEqualTo(3);
        play(log.ticks(10));
        assertThat(heard.last().outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(heard.last().rejections()).containsExactly(new Rejection("breaker:strategy", 50, 0));

        play(log.ticks(50));
        assertThat(state.breaker("strategy:eager")).isEqualTo(State.HALF_OPEN);
        assertThat(heard.last().outcome()).as("the probe").isEqualTo(Outcome.SENT);
        Signal probe = lastSignal();
        assertThat(probe.plan().lots()).isLessThan(usual / 3);
        play(log.ticks(1));
        assertThat(heard.last().rejections()).containsExactly(new Rejection("breaker:strategy", 1, 1));

        win(probe);
        assertThat(state.breaker("strategy:eager")).isEqualTo(State.CLOSED);
        play(log.ticks(1));
        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);
        assertThat(heard.breakerChanges)
                .extracting(BreakerChange::to)
                .containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
        assertThat(heard.breakerChanges).allSatisfy(c -> assertThat(c.symbol()).isEqualTo("EURUSD"));
    }

    @Test
    void aLosingProbeOpensItForTwiceAsLong() {
        play(log.warmUp());
        for (int i = 0; i < 3; i++) {
            play(log.ticks(1));
            lose(lastSignal());
        }
        play(log.ticks(60));

        lose(lastSignal());

        BreakerChange fallen = heard.breakerChanges.get(2);
        assertThat(fallen.from()).isEqualTo(State.HALF_OPEN);
        assertThat(fallen.to()).isEqualTo(State.OPEN);
        assertThat(fallen.falls()).isEqualTo(1);
        assertThat(fallen.untilMicros() - fallen.logTimeMicros()).isEqualTo(120_000_000);
    }

    @Test
    void itsOwnWordToTerminalsComesBackAndChangesNothingHoweverLate() {
        play(log.warmUp());
        for (int i = 0; i < 3; i++) {
            play(log.ticks(1));
            lose(lastSignal());
        }
        BreakerChange tripped = heard.breakerChanges.get(0);
        assertThat(tripped.isNewsToTerminals()).isTrue();
        Command word = tripped.forTerminals();
        word.check();
        assertThat(word.argument()).isEqualTo("cause=consecutive-losses;cooldown=60000000");

        play(log.ticks(60));
        assertThat(state.breaker("strategy:eager")).isEqualTo(State.HALF_OPEN);
        play(log.add(word));

        assertThat(state.breaker("strategy:eager")).isEqualTo(State.HALF_OPEN);
        assertThat(heard.matches).containsExactly(0);
        assertThat(heard.breakerChanges).hasSize(2).last().matches(change -> !change.isNewsToTerminals());
    }

    @Test
    void aSignalThatSeveralAccountsTradeLosesOnce() {
        play(log.warmUp());
        Signal signal = lastSignal();
        for (String account : List.of("a", "b", "c", "d")) {
            trade(signal, account, Status.OPENED, 0);
        }
        for (String account : List.of("a", "b", "c", "d")) {
            trade(signal, account, Status.CLOSED, -10);
        }

        assertThat(state.breaker("strategy:eager")).isEqualTo(State.CLOSED);
        assertThat(state.positions("eager")).isEmpty();
    }

    @Test
    void aSilentFeedOpensTheSymbolsBreakerAndTicksHealIt() {
        play(log.warmUp().quiet(125));
        assertThat(state.breaker("symbol")).isEqualTo(State.OPEN);
        assertThat(heard.breakerChanges.get(0).cause()).isEqualTo(Cause.FEED);
        assertThat(heard.breakerChanges.get(0).limit()).isEqualTo(120);

        play(log.ticks(1));
        assertThat(heard.last().rejections()).extracting(Rejection::check).contains("breaker:symbol");
        play(log.ticks(60).quiet(1));
        assertThat(state.breaker("symbol")).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void nothingLeavesWhileKilledAndWhoAndWhyIsTold() {
        play(log.warmUp());

        play(log.add(new Command("EURUSD", 0, Kind.KILL, "*", "", "ann", "odd prices", "cli", 9))
                .ticks(5));

        assertThat(heard.last().rejections()).containsExactly(new Rejection("kill", 5, 0));
        BreakerChange kill = heard.breakerChanges.get(0);
        assertThat(kill.scope()).isEqualTo("kill");
        assertThat(kill.cause()).isEqualTo(Cause.KILL);
        assertThat(kill.issuedBy()).isEqualTo("ann");
        assertThat(kill.why()).isEqualTo("odd prices");

        play(log.command(Kind.RESET_BREAKER, "symbol").ticks(1));
        assertThat(heard.last().outcome()).as("no reset ends a kill").isEqualTo(Outcome.REJECTED);
        play(log.command(Kind.RESUME, "*").ticks(1));
        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);
        assertThat(heard.breakerChanges.get(1).to()).isEqualTo(State.CLOSED);
    }

    @Test
    void obeysBreakersBlocksAndTheirEnds() {
        play(log.warmUp());

        play(log.command(Kind.TRIP_BREAKER, "symbol", "cause=latency;cooldown=5000000")
                .ticks(1));
        assertThat(heard.last().rejections()).containsExactly(new Rejection("breaker:symbol", 4, 0));
        play(log.command(Kind.RESET_BREAKER, "symbol")
                .command(Kind.TRIP_BREAKER, "strategy:eager", "cause=drift")
                .ticks(1));
        assertThat(heard.last().rejections()).containsExactly(new Rejection("breaker:strategy", 59, 0));
        play(log.command(Kind.RESET_BREAKER, "strategy:eager")
                .command(Kind.TRIP_BREAKER, "account:a", "cause=daily-loss")
                .ticks(3));
        assertThat(heard.last().rejections()).containsExactly(new Rejection("breaker:account:a", 3, 0));
        play(log.command(Kind.RESET_BREAKER, "account:a")
                .command(Kind.BLOCK_ENTRIES, "*", "id=flash-move")
                .ticks(2));
        assertThat(heard.last().rejections()).containsExactly(new Rejection("blocked:flash-move", 2, 0));
        play(log.command(Kind.UNBLOCK_ENTRIES, "*", "id=flash-move").ticks(1));
        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);
        assertThat(heard.matches).containsOnly(1);
    }

    @Test
    void aCommandThatMakesNoSenseIsADeadLetterAndChangesNothing() {
        play(log.warmUp());

        play(log.command(Kind.TRIP_BREAKER, "symbol", "cooldown=5")
                .command(Kind.SET_RATE, "EUR", "rate=1.1;at=9999999999999999;account-currency=USD")
                .command(Kind.SET_LIMITS, "account:a", "risk-scale=7"));

        assertThat(heard.deadLetters)
                .filteredOn(letter -> letter.reason() == RejectReason.INVALID_ARGUMENT)
                .hasSize(3);
        assertThat(heard.breakerChanges).isEmpty();
        play(log.ticks(1));
        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);
    }

    @Test
    void tripsForACauseItHasNoWordFor() {
        play(log.warmUp().command(Kind.TRIP_BREAKER, "symbol", "cause=moon").ticks(1));

        assertThat(heard.breakerChanges).extracting(BreakerChange::cause).containsExactly(Cause.OTHER);
        assertThat(heard.last().outcome()).isEqualTo(Outcome.REJECTED);
    }

    @Test
    void sizesByTheAccountThatReportsAndItsLimits() {
        play(log.warmUp());
        double configured = lastSignal().plan().lots();

        play(log.add(account("a", 5_000, false)).ticks(1));
        assertThat(lastSignal().plan().lots()).isBetween(configured * 0.48, configured * 0.52);

        play(log.add(account("b", 2_500, false)).ticks(1));
        assertThat(lastSignal().plan().lots()).as("the least of both").isBetween(configured * 0.23, configured * 0.27);

        play(log.command(Kind.SET_LIMITS, "account:a", "max-lots=0.05").ticks(20));
        assertThat(heard.last().rejections())
                .as("signals under way count")
                .extracting(Rejection::check)
                .containsExactly("max-lots");

        play(log.command(Kind.SET_LIMITS, "account:a", "risk-scale=0.5").ticks(1));
        assertThat(lastSignal().plan().lots())
                .as("limits are replaced whole")
                .isBetween(configured * 0.23, configured * 0.27);
    }

    @Test
    void staleLimitsStopEntries() {
        play(log.warmUp());
        long until = now() + 3_000_000;

        play(log.command(Kind.SET_LIMITS, "account:a", "until=" + until).ticks(3));
        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);
        play(log.ticks(2));
        assertThat(heard.last().rejections()).containsExactly(new Rejection("limits-stale", 2, 0));
    }

    @Test
    void openAndPendingTradesNeverRiskMoreThanTheBudget() {
        play(log.warmUp().quiet(40).add(account("a", 10_000, false)));
        heard.clear();

        play(log.command(Kind.SET_LIMITS, "account:a", "risk-budget=150").ticks(5));

        double risk = heard.signals.stream()
                .mapToDouble(s -> s.plan().lots()
                        * 100_000
                        * Math.abs(s.plan().entry() - s.plan().stop()))
                .sum();
        assertThat(risk).isBetween(145.0, 150.0);
        assertThat(heard.last().rejections()).extracting(Rejection::check).containsExactly("risk-budget");

        for (Signal signal : List.copyOf(heard.signals)) {
            trade(signal, "a", Status.OPENED, 0);
        }
        play(log.ticks(300));
        assertThat(heard.last().rejections())
                .as("open positions hold what the signals held")
                .extracting(Rejection::check)
                .containsExactly("risk-budget");
        heard.signals.forEach(signal -> trade(signal, "a", Status.CLOSED, 5));
        play(log.add(account("a", 10_000, false)).ticks(1));
        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);
    }

    @Test
    void aPaperSignalIsNeverSizedForALiveAccountNorTheOtherWayRound() {
        play(log.warmUp().add(account("money", 1e6, true)).ticks(1));
        assertThat(heard.last().rejections()).containsExactly(new Rejection("account-mode", 1, 0));
        play(log.add(account("paper", 10_000, false)).ticks(1));
        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);
        assertThat(lastSignal().plan().lots()
                        * 100_000
                        * Math.abs(lastSignal().plan().entry()
                                - lastSignal().plan().stop()))
                .as("one percent of the paper account")
                .isLessThan(101);

        start("mode: live\nreconcile: off\n" + EAGER);
        play(log.ticks(1));
        assertThat(lastSignal().paper()).isFalse();
        assertThat(lastSignal().plan().lots()
                        * 100_000
                        * Math.abs(lastSignal().plan().entry()
                                - lastSignal().plan().stop()))
                .as("one percent of the live account")
                .isGreaterThan(1_000);
        play(log.ticks(61));
        assertThat(heard.last().rejections()).extracting(Rejection::check).containsExactly("account-age");
    }

    @Test
    void liveNothingLeavesWithoutAnAccountAndItsPositions() {
        start("mode: live\n" + EAGER);
        play(log.warmUp());
        assertThat(heard.signals).isEmpty();
        assertThat(heard.last().rejections())
                .containsExactly(new Rejection("not-reconciled", 1, 0), new Rejection("account", 0, 1));

        play(log.add(account("a", 10_000, true)).add(positions("a")).ticks(1));
        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);
    }

    @Test
    void afterAQuestionNothingLeavesUntilTheTerminalAnswersAndItIsBelieved() {
        play(log.warmUp());
        Signal lost = lastSignal();
        trade(lost, "a", Status.OPENED, 0);
        play(log.add(positions("a", held(ticket, "eager", lost.id(), lost.plan().lots())))
                .ticks(1));
        assertThat(heard.reconciled).extracting(Reconciled::differences).containsExactly(List.of());
        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);

        play(log.command(Kind.REPORT_POSITIONS, "*").ticks(3));
        assertThat(heard.last().rejections()).containsExactly(new Rejection("not-reconciled", 1, 0));

        play(log.add(positions("a", held(77, "eager", "", 0.3), held(78, "", "", 2)))
                .ticks(1));
        assertThat(heard.reconciled.get(1).differences())
                .extracting(PositionDifference::kind)
                .containsExactly(
                        PositionDifference.Kind.ADOPTED,
                        PositionDifference.Kind.FOREIGN,
                        PositionDifference.Kind.MISSING);
        assertThat(state.positions("eager"))
                .extracting(OpenPosition::originTicket)
                .containsExactly(77L);
        assertThat(state.foreignPositions())
                .extracting(OpenPosition::originTicket)
                .containsExactly(78L);
        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);

        play(log.add(report("a", "", "", 78, Status.CLOSED, 2, -500)));
        assertThat(state.foreignPositions()).isEmpty();
        assertThat(state.breaker("strategy:eager")).isEqualTo(State.CLOSED);
    }

    /** Anything in any order: a state written and read in the middle, again and again, goes on as one that was not. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aRestoreAtAnyPointChangesNothing(long seed) throws IOException {
        engine = engine(YAML_OF_RESTORES);
        play(log.warmUp());
        Random random = new Random(seed);
        SymbolState other = copy(state);
        SymbolEngine otherEngine = engine(YAML_OF_RESTORES);
        Heard otherHeard = new Heard();
        heard.clear();
        List<Signal> open = new ArrayList<>();
        for (int i = 0; i < 800; i++) {
            int before = log.events().size();
            something(random, open);
            List<SequencedEvent> events = log.events();
            play(log);
            for (SequencedEvent event : events.subList(before, events.size())) {
                other = random.nextInt(12) == 0 ? copy(other) : other;
                otherEngine.process(event, other, otherHeard);
            }
        }

        assertThat(otherHeard.decisions).isEqualTo(heard.decisions);
        assertThat(otherHeard.breakerChanges).isEqualTo(heard.breakerChanges);
        assertThat(otherHeard.reconciled).isEqualTo(heard.reconciled);
        assertThat(other.decisionHash()).isEqualTo(state.decisionHash());
        assertThat(bytes(other)).isEqualTo(bytes());
        assertThat(heard.breakerChanges).extracting(BreakerChange::to).contains(State.values());
        assertThat(heard.signals).isNotEmpty();
    }

    private void something(Random random, List<Signal> open) {
        switch (random.nextInt(16)) {
            case 0 -> log.quiet(random.nextInt(150));
            case 1 -> log.command(Kind.TRIP_BREAKER, random.nextBoolean() ? "symbol" : "strategy:*", "cause=drift");
            case 2 -> log.command(Kind.RESET_BREAKER, random.nextBoolean() ? "symbol" : "strategy:eager");
            case 3 -> {
                if (random.nextInt(4) == 0) {
                    log.command(Kind.KILL, "account:b").ticks(3).command(Kind.RESUME, "account:b");
                }
            }
            case 4 -> log.command(Kind.BLOCK_ENTRIES, "eager", "id=x;until=" + (now() + 5_000_000));
            case 5 ->
                log.command(
                        Kind.SET_LIMITS,
                        "account:a",
                        "risk-budget=" + random.nextInt(500) + ";until=" + (now() + 300_000_000));
            case 6 -> log.add(account(random.nextBoolean() ? "a" : "b", 5_000 + random.nextInt(5_000), false));
            case 7 -> log.command(Kind.SET_RATE, "USD", "account-currency=CHF;rate=0.9;at=" + now());
            case 8 -> {
                if (random.nextInt(4) == 0) {
                    log.command(Kind.REPORT_POSITIONS, "*")
                            .ticks(2)
                            .add(positions("a"))
                            .add(positions("b"));
                    open.clear();
                }
            }
            case 9, 10, 11 -> {
                if (!heard.signals.isEmpty()) {
                    Signal signal = lastSignal();
                    boolean filled = random.nextInt(3) > 0;
                    log.add(report(
                            "a",
                            "eager",
                            signal.id(),
                            ticket(signal),
                            filled ? Status.OPENED : Status.REJECTED,
                            signal.plan().lots(),
                            0));
                    if (filled) {
                        open.add(signal);
                    }
                }
            }
            case 12, 13 -> {
                if (!open.isEmpty()) {
                    Signal signal = open.remove(0);
                    double profit = random.nextGaussian() * 60;
                    log.add(report(
                            "a",
                            "eager",
                            signal.id(),
                            ticket(signal),
                            Status.CLOSED,
                            signal.plan().lots(),
                            profit));
                }
            }
            default -> log.ticks(1 + random.nextInt(4));
        }
    }

    private void start(String yaml) {
        engine = engine(yaml);
    }

    private static SymbolEngine engine(String yaml) {
        return SymbolEngineTest.engine(yaml, ScriptedAgent.saying("technical", 0.05, 0.15, 0.8));
    }

    private void play(LogScript script) {
        List<SequencedEvent> events = script.events();
        for (SequencedEvent event : events.subList(played, events.size())) {
            engine.process(event, state, heard);
        }
        played = events.size();
    }

    private long now() {
        List<SequencedEvent> events = log.events();
        return events.get(events.size() - 1).logTimeMicros();
    }

    private Signal lastSignal() {
        return heard.signals.get(heard.signals.size() - 1);
    }

    private void lose(Signal signal) {
        trade(signal, "a", Status.OPENED, 0);
        trade(signal, "a", Status.CLOSED, -10);
    }

    private void win(Signal signal) {
        trade(signal, "a", Status.OPENED, 0);
        trade(signal, "a", Status.CLOSED, 10);
    }

    /** Tickets are made of the signal, so that its end finds its beginning. */
    private void trade(Signal signal, String account, Status status, double profit) {
        ticket = ticket(signal);
        TradeReport report = report(
                account, "eager", signal.id(), ticket, status, signal.plan().lots(), profit);
        play(log.add(at(signal.plan().entry(), report)));
    }

    private static TradeReport at(double price, TradeReport report) {
        return new TradeReport(
                report.symbol(),
                report.eventTimeMicros(),
                report.status(),
                report.account(),
                report.strategy(),
                report.signalId(),
                report.ticket(),
                report.originTicket(),
                report.side(),
                report.lots(),
                report.remainingLots(),
                price,
                report.profit(),
                report.commission(),
                report.reason(),
                report.source(),
                report.sourceSequence());
    }

    private static long ticket(Signal signal) {
        return Math.floorMod(signal.id().hashCode(), 1_000_000);
    }

    private TradeReport report(
            String account, String strategy, String signalId, long number, Status status, double lots, double profit) {
        return new TradeReport(
                "EURUSD",
                now(),
                status,
                account,
                strategy,
                signalId,
                number,
                number,
                Side.BUY,
                lots,
                status == Status.OPENED ? lots : 0,
                1.1037,
                profit,
                0,
                "broker",
                "terminal-" + account,
                ++reportSequence);
    }

    private AccountReport account(String name, double equity, boolean live) {
        return new AccountReport(
                "EURUSD",
                now(),
                name,
                "USD",
                equity,
                equity,
                0,
                equity,
                0,
                0,
                equity,
                live,
                "t-" + name,
                ++reportSequence);
    }

    private PositionReport positions(String account, HeldPosition... held) {
        return new PositionReport("EURUSD", now(), account, List.of(held), "t-" + account, ++reportSequence);
    }

    private HeldPosition held(long number, String strategy, String signalId, double lots) {
        return new HeldPosition(number, number, strategy, signalId, Side.BUY, lots, 1.1037, 1.1030, 0, now());
    }

    private byte[] bytes() throws IOException {
        return bytes(state);
    }

    private static byte[] bytes(SymbolState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static SymbolState copy(SymbolState state) throws IOException {
        return SymbolState.readFrom(new DataInputStream(new ByteArrayInputStream(bytes(state))));
    }
}
