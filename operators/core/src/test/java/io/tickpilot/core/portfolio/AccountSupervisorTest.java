package io.tickpilot.core.portfolio;

import static io.tickpilot.core.portfolio.Reports.SECOND;
import static io.tickpilot.core.portfolio.Reports.held;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.breaker.Breaker;
import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.calendar.EconomicEvent;
import io.tickpilot.core.calendar.Impact;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.Arguments;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.portfolio.Adjustment.State;
import io.tickpilot.core.risk.Allowance;
import io.tickpilot.core.risk.RiskSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class AccountSupervisorTest {
    private static final String FTMO = "prop-firm: {rules: ftmo, initial-balance: 100000}";
    private static final String SNAPSHOT = "snapshots/v1/supervisor.bin";
    private static final EconomicCalendar CALENDAR =
            EconomicCalendar.of(List.of(new EconomicEvent(7_200 * SECOND, "EUR", Impact.HIGH, "rates")));

    private final Reports told = new Reports();

    @Test
    void allowsNothingBeforeTheTerminalHasSpokenOrWhenItHasFallenSilent() {
        AccountSupervisor supervisor = supervisor(FTMO);
        supervisor.quote("EURUSD", 1.1, 1.1001, 0);
        supervisor.quote("USDJPY", 150, 150.01, 0);

        assertThat(limits(supervisor.act(SECOND))).extracting(Allowance::risk).containsExactly(0.0, 0.0);
        supervisor.apply(told.account(100_000, 100_000, 2));
        List<Allowance> allowed = limits(supervisor.act(2 * SECOND));
        assertThat(allowed).extracting(Allowance::risk).containsExactly(2_250.0, 2_250.0);
        assertThat(allowed).extracting(Allowance::untilMicros).containsOnly(12 * SECOND);

        assertThat(limits(supervisor.act(63 * SECOND)))
                .extracting(Allowance::risk)
                .containsOnly(0.0);
    }

    @Test
    void whatIsOpenAndPendingIsTakenFromTheRoom() {
        AccountSupervisor supervisor = supervisor(FTMO);
        supervisor.quote("EURUSD", 1.1, 1.1001, 0);
        supervisor.apply(told.account(100_000, 100_000, 1));
        supervisor.book().ordered(Reports.order("signal-1", "EURUSD", Side.BUY, 1, 1.1, 1.099, 1));

        double slipped = 100 + 2 * 20 + 7;
        assertThat(limits(supervisor.act(2 * SECOND)).get(0).risk()).isCloseTo(4_500 - slipped, within(1e-6));
        supervisor.apply(told.opened(1, "EURUSD", Side.BUY, 1, 1.1, 2));
        assertThat(supervisor.report().headroom().openRisk()).isCloseTo(100 + 20 + 7, within(1e-6));
        supervisor.apply(told.positions("EURUSD", 3, held(1, 1, Side.BUY, 1, 1.1, 0, 2)));
        assertThat(limits(supervisor.act(4 * SECOND)).get(0).risk())
                .as("a position without stop")
                .isZero();
        assertThat(supervisor.report().recommendations())
                .extracting(Recommendation::code)
                .contains("set-stop");
    }

    @Test
    void allowancesEndBeforeNewsOfTheirCurrenciesAndBeforeTheDaysEnd() {
        AccountSupervisor supervisor = supervisor(FTMO);
        supervisor.quote("EURUSD", 1.1, 1.1001, 0);
        supervisor.quote("USDJPY", 150, 150.01, 0);
        long news = 7_200;
        for (long second : new long[] {news - 130, news - 125, news + 120, news + 141}) {
            supervisor.apply(told.account(100_000, 100_000, second));
            List<Allowance> allowed = limits(supervisor.act(second * SECOND));
            boolean closed = second >= news - 125 && second <= news + 120;
            assertThat(allowed.get(0).risk() > 0).as("EURUSD at %d", second).isNotEqualTo(closed);
            assertThat(allowed.get(0).untilMicros())
                    .isLessThanOrEqualTo((second < news ? news - 125 : 10_000) * SECOND);
            assertThat(allowed.get(1).risk()).as("USDJPY at %d", second).isPositive();
        }

        long midnightInPrague = 82_800;
        supervisor.apply(told.account(100_000, 100_000, midnightInPrague - 306));
        assertThat(limits(supervisor.act((midnightInPrague - 306) * SECOND))
                        .get(1)
                        .untilMicros())
                .isEqualTo((midnightInPrague - 305) * SECOND);
    }

    @Test
    void closesEverythingBeforeTheDaysEndAndFollowsItUntilNothingIsOpen() {
        AccountSupervisor supervisor = supervisor(FTMO);
        supervisor.quote("EURUSD", 1.1, 1.1001, 0);
        supervisor.apply(told.account(100_000, 100_000, 1));
        supervisor.apply(told.opened(1, "EURUSD", Side.BUY, 1, 1.1, 2));
        long flat = 82_800 - 300;
        assertThat(kinds(supervisor.act((flat - 1) * SECOND))).doesNotContain(Kind.CLOSE_POSITIONS);

        Command first = only(supervisor.act(flat * SECOND), Kind.CLOSE_POSITIONS);
        assertThat(first.target()).isEqualTo("account:a");
        assertThat(kinds(supervisor.act((flat + 9) * SECOND))).doesNotContain(Kind.CLOSE_POSITIONS);
        Command second = only(supervisor.act((flat + 10) * SECOND), Kind.CLOSE_POSITIONS);
        assertThat(second.argument())
                .as("a new id, since terminals drop doubles")
                .isNotEqualTo(first.argument());

        supervisor.apply(answer(second, told.closed(1, 1, "EURUSD", Side.BUY, 1, -3, flat + 11)));
        supervisor.act((flat + 12) * SECOND);

        List<Adjustment> followed = supervisor.report().adjustments();
        assertThat(followed).extracting(Adjustment::state).containsExactly(State.FAILED, State.DONE);
        assertThat(followed.get(1).lots()).isEqualTo(1);
        assertThat(followed.get(1).reports()).isEqualTo(1);
    }

    @Test
    void givesAnAdjustmentUpAfterItsAttempts() {
        AccountSupervisor supervisor = supervisor("account: {daily-loss: 0.01, close-on-trip: true, attempts: 2}");
        supervisor.quote("EURUSD", 1.1, 1.1001, 0);
        supervisor.apply(told.account(10_000, 10_000, 1));
        supervisor.act(SECOND);
        supervisor.apply(told.opened(1, "EURUSD", Side.BUY, 1, 1.1, 2));
        supervisor.quote("EURUSD", 1.098, 1.0981, 2 * SECOND);

        int sent = 0;
        for (long second = 3; second < 60; second++) {
            sent += kinds(supervisor.act(second * SECOND)).contains(Kind.CLOSE_POSITIONS) ? 1 : 0;
        }

        assertThat(sent).isEqualTo(2);
        assertThat(supervisor.report().adjustments())
                .extracting(Adjustment::state)
                .containsOnly(State.FAILED);
    }

    @Test
    void tighteningIsDoneWhenTheTerminalHasSpokenSinceAlthoughNoStopMoved() {
        AccountSupervisor supervisor =
                supervisor(FTMO + "\naccount: {tighten-below: 0.5, tighten-atr: 2, daily-loss: 0, drawdown: 0}");
        supervisor.quote("EURUSD", 1.1, 1.1001, 0);
        supervisor.apply(told.account(100_000, 100_000, 1));
        supervisor.act(SECOND);
        supervisor.apply(told.opened(1, "EURUSD", Side.BUY, 1, 1.1, 2));
        supervisor.apply(told.positions("EURUSD", 3, held(1, 1, Side.BUY, 1, 1.1, 1.0999, 2)));
        supervisor.apply(told.account(97_000, 97_000, 4));

        Command tighten = only(supervisor.act(5 * SECOND), Kind.TIGHTEN_STOPS);

        assertThat(Arguments.parse(tighten.argument()).number("atr", 0, 9)).isEqualTo(2);
        supervisor.apply(told.account(97_000, 97_000, 6));
        supervisor.act(14 * SECOND);
        assertThat(supervisor.report().adjustments())
                .extracting(Adjustment::state)
                .containsExactly(State.SENT);
        supervisor.act(15 * SECOND);
        assertThat(supervisor.report().adjustments().get(0).state()).isEqualTo(State.DONE);
    }

    @Test
    void reducesWhatCouldLoseMoreThanIsLeft() {
        AccountSupervisor supervisor = supervisor(FTMO);
        supervisor.quote("EURUSD", 1.1, 1.1001, 0);
        supervisor.apply(told.account(100_000, 100_000, 1));
        supervisor.apply(told.positions("EURUSD", 2, held(1, 1, Side.BUY, 10, 1.1, 1.09, 1)));

        Command reduce = only(supervisor.act(3 * SECOND), Kind.REDUCE_POSITIONS);

        double risk = 10 * (1_000 + 20 + 7);
        double fraction = Arguments.parse(reduce.argument()).number("fraction", 0, 1);
        assertThat(risk * (1 - fraction)).isLessThanOrEqualTo(5_000);
        assertThat(risk * (1 - fraction + 0.011)).isGreaterThan(5_000);
        supervisor.apply(
                answer(reduce, told.partly(1, 1, "EURUSD", Side.BUY, 10 * fraction, 10 * (1 - fraction), -9, 4)));
        supervisor.act(5 * SECOND);
        assertThat(supervisor.report().adjustments())
                .extracting(Adjustment::state)
                .containsExactly(State.DONE);
    }

    @Test
    void aDailyLossOpensTheBreakerToTheDaysEndAndProbesDecideThen() {
        AccountSupervisor supervisor =
                supervisor("account: {daily-loss: 0.02, losses: 0, cooldown: 1m, max-cooldown: 10m, probe-size: 0.2}");
        supervisor.quote("EURUSD", 1.1, 1.1001, 0);
        supervisor.apply(told.account(10_000, 10_000, 1));
        assertThat(supervisor.act(SECOND)).isEmpty();
        lose(supervisor, 1, -190, 2);
        assertThat(supervisor.act(2 * SECOND)).isEmpty();

        lose(supervisor, 2, -20, 3);
        List<Command> trips = supervisor.act(3 * SECOND);

        assertThat(kinds(trips)).containsExactly(Kind.TRIP_BREAKER);
        trips.get(0).check();
        Arguments argument = Arguments.parse(trips.get(0).argument());
        assertThat(argument.text("cause")).isEqualTo("daily-loss");
        long midnight = 82_800;
        assertThat(argument.micros("cooldown")).isEqualTo((midnight - 3) * SECOND);
        assertThat(supervisor.act(4 * SECOND)).as("told once").isEmpty();
        assertThat(supervisor.report().breaker().state()).isEqualTo(Breaker.State.OPEN);

        List<Command> halfOpen = supervisor.act(midnight * SECOND);
        assertThat(kinds(halfOpen)).containsExactly(Kind.RESET_BREAKER, Kind.SET_LIMITS);
        assertThat(halfOpen.get(1).argument()).isEqualTo("risk-scale=0.2");
        probe(supervisor, 3, midnight);
        lose(supervisor, 3, -1, midnight + 1);
        List<Command> fallen = supervisor.act((midnight + 1) * SECOND);
        assertThat(kinds(fallen)).containsExactly(Kind.TRIP_BREAKER, Kind.SET_LIMITS);
        assertThat(fallen.get(1).argument()).as("no limits").isEmpty();
        assertThat(kinds(supervisor.act((midnight + 119) * SECOND))).isEmpty();
        assertThat(kinds(supervisor.act((midnight + 121) * SECOND))).contains(Kind.RESET_BREAKER);
        probe(supervisor, 4, midnight + 121);
        lose(supervisor, 4, 5, midnight + 122);
        assertThat(kinds(supervisor.act((midnight + 122) * SECOND))).containsExactly(Kind.SET_LIMITS);

        assertThat(supervisor.takeBreakerChanges())
                .extracting(change -> change.scope() + " " + change.to())
                .containsExactly(
                        "account:a OPEN",
                        "account:a HALF_OPEN",
                        "account:a OPEN",
                        "account:a HALF_OPEN",
                        "account:a CLOSED");
        assertThat(supervisor.takeBreakerChanges()).isEmpty();
    }

    @Test
    void drawdownLossesAndMarginTripItToo() {
        assertThat(cause("drawdown: 0.02, losses: 0", -210, 0)).isEqualTo("drawdown");
        assertThat(cause("losses: 1", -1, 0)).isEqualTo("consecutive-losses");
        assertThat(cause("margin-level: 1.5", 1, 8_000)).isEqualTo("margin");
        assertThat(cause("drawdown: 0.02, losses: 2, margin-level: 1.2", -190, 8_000))
                .isEmpty();
    }

    private String cause(String settings, double profit, double margin) {
        AccountSupervisor supervisor = supervisor("account: {daily-loss: 0, " + settings + "}");
        supervisor.apply(told.account(10_000, 10_000, 1));
        supervisor.act(SECOND);
        lose(supervisor, 1, profit, 2);
        supervisor.apply(new AccountReport(
                "*", 3 * SECOND, "a", "USD", 10_000 + profit, 10_000 + profit, margin, 0, 100, 0, 0, false, "t", 1));
        List<Command> commands = supervisor.act(3 * SECOND);
        return commands.isEmpty()
                ? ""
                : Arguments.parse(commands.get(0).argument()).text("cause");
    }

    @Test
    void anOperatorTripsAndResetsTheBreakerAndItsOwnCommandsReadBackChangeNothing() {
        AccountSupervisor supervisor = supervisor("account: {losses: 1}");
        supervisor.apply(told.account(10_000, 10_000, 1));
        supervisor.act(SECOND);
        lose(supervisor, 1, -1, 2);
        Command own = only(supervisor.act(2 * SECOND), Kind.TRIP_BREAKER);

        supervisor.apply(operator(Kind.RESET_BREAKER, "account:b", ""));
        supervisor.apply(own);
        assertThat(supervisor.report().breaker().state()).isEqualTo(Breaker.State.OPEN);
        supervisor.apply(operator(Kind.RESET_BREAKER, "account:a", ""));
        assertThat(supervisor.report().breaker().state()).isEqualTo(Breaker.State.CLOSED);
        assertThat(supervisor.act(3 * SECOND)).as("the row is over").isEmpty();
        supervisor.apply(operator(Kind.TRIP_BREAKER, "account:a", "cause=manual;cooldown=5000000"));
        assertThat(supervisor.report().breaker().state()).isEqualTo(Breaker.State.OPEN);
        assertThat(kinds(supervisor.act(8 * SECOND))).contains(Kind.RESET_BREAKER);
    }

    private static Command operator(Kind kind, String target, String argument) {
        return new Command("*", 0, kind, target, argument, "ann", "", "cli", 1);
    }

    private static void probe(AccountSupervisor supervisor, long ticket, long second) {
        supervisor.apply(Reports.decision(Reports.order("signal-" + ticket, "EURUSD", Side.BUY, 1, 1.1, 1.09, second)));
    }

    private void lose(AccountSupervisor supervisor, long ticket, double profit, long second) {
        supervisor.apply(told.opened(ticket, "EURUSD", Side.BUY, 1, 1.1, second));
        supervisor.apply(told.closed(ticket, ticket, "EURUSD", Side.BUY, 1, profit, second));
    }

    @Test
    void reportsHowTheAccountStands() {
        AccountSupervisor supervisor = supervisor(FTMO);
        supervisor.quote("EURUSD", 1.1, 1.1, 0);
        supervisor.apply(told.account(100_000, 100_000, 1));
        supervisor.act(SECOND);
        supervisor.book().ordered(Reports.order("signal-1", "EURUSD", Side.BUY, 5, 1.1, 1.098, 1));
        supervisor.apply(told.opened(1, "EURUSD", Side.BUY, 5, 1.1, 2));
        for (int minute = 1; minute <= 30; minute++) {
            double price = 1.1 + (minute % 2 == 0 ? 0.0002 : -0.0002);
            supervisor.quote("EURUSD", price, price, minute * 60 * SECOND);
            supervisor.apply(told.account(100_000, 100_000, minute * 60L));
            supervisor.act(minute * 60 * SECOND);
        }

        RiskReport report = supervisor.report();

        assertThat(report.money().equity()).isCloseTo(100_100, within(1e-6));
        assertThat(report.headroom().toFloor()).isCloseTo(5_100, within(1e-6));
        assertThat(report.exposure().byCurrency().get("EUR")).isCloseTo(500_000 * 1.1002, within(1e-6));
        assertThat(report.tails().returns()).isEqualTo(30);
        double hour = Math.sqrt(60);
        assertThat(report.tails().exposureHistorical().var())
                .as("the worst of 30 falls by 4 pips of today's value")
                .isCloseTo(500_000 * 1.1002 * (0.0004 / 1.1002) * hour, within(0.5));
        assertThat(report.tails().equityHistorical().var()).isCloseTo(100_100 * (200.0 / 100_100) * hour, within(1e-3));
        assertThat(report.tails().equityEwma().es())
                .isGreaterThan(report.tails().equityEwma().var());
        assertThat(report.performance().maxTrailing()).isCloseTo(200, within(1e-6));
        assertThat(report.score()).isBetween(1, 99);
        assertThat(report.recommendations())
                .extracting(r -> r.code() + ":" + r.subject())
                .contains("reduce-exposure:EUR");
    }

    @Test
    void scoresASafeAccountHigherThanOneNearItsFloor() {
        AccountSupervisor safe = supervisor(FTMO);
        AccountSupervisor near = supervisor(FTMO);
        safe.apply(told.account(100_000, 100_000, 1));
        near.apply(told.account(100_000, 100_000, 1));
        near.act(SECOND);
        near.apply(told.account(95_500, 95_500, 2));
        safe.act(2 * SECOND);
        near.act(2 * SECOND);

        assertThat(safe.report().score()).isEqualTo(100);
        assertThat(near.report().score()).isLessThan(70);
        assertThat(near.report().recommendations())
                .extracting(Recommendation::code)
                .contains("stop-today");
    }

    @Test
    void everyCommandItWritesIsSoundAndHasAHigherSequence() {
        AccountSupervisor supervisor = busy();
        long last = Long.MIN_VALUE;
        for (long second = 10; second < 20; second++) {
            List<Command> commands = supervisor.act(second * SECOND);
            assertThat(commands).isNotEmpty();
            for (Command command : commands) {
                command.check();
                assertThat(command.sourceSequence()).isGreaterThan(last);
                last = command.sourceSequence();
            }
        }
    }

    @Test
    void goesOnAfterARestoreAsIfItHadNeverStopped() throws IOException {
        AccountSupervisor undisturbed = busy();
        AccountSupervisor restored = read(written(busy()));

        for (long second = 10; second < 300; second += 7) {
            assertThat(restored.act(second * SECOND)).isEqualTo(undisturbed.act(second * SECOND));
            assertThat(restored.report()).isEqualTo(undisturbed.report());
        }
    }

    @Test
    void readsWhatVersion1Wrote() throws IOException {
        AccountSupervisor restored = read(resource());
        AccountSupervisor undisturbed = busy();

        assertThat(restored.act(10 * SECOND)).isEqualTo(undisturbed.act(10 * SECOND));
        assertThat(restored.report()).isEqualTo(undisturbed.report());
    }

    @Test
    void refusesWhatANewerReleaseWrote() throws IOException {
        byte[] newer = ByteBuffer.wrap(resource()).putInt(0, 99).array();

        assertThatThrownBy(() -> read(newer))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unknown version: 99");
    }

    @Test
    @EnabledIfSystemProperty(named = "tickpilot.snapshots", matches = "write")
    void writesASnapshot() throws IOException {
        Path file = Path.of("src/test/resources/io/tickpilot/core/portfolio").resolve(SNAPSHOT);
        Files.createDirectories(file.getParent());
        Files.write(file, written(busy()));
    }

    /** With everything a state can hold: the same for ever, since a snapshot of it is kept. */
    private static AccountSupervisor busy() {
        Reports told = new Reports();
        AccountSupervisor supervisor = supervisor(FTMO);
        supervisor.quote("EURUSD", 1.1, 1.1001, 0);
        supervisor.quote("USDJPY", 150, 150.01, 0);
        supervisor.apply(told.account(100_000, 100_000, 1));
        supervisor.act(SECOND);
        supervisor.apply(Reports.decision(Reports.order("signal-1", "EURUSD", Side.BUY, 1, 1.1, 1.099, 1)));
        supervisor.apply(Reports.decision(Reports.order("other", "USDJPY", Side.SELL, 1, 150, 151, 2)));
        supervisor.apply(told.opened(1, "EURUSD", Side.BUY, 1, 1.1, 2));
        supervisor.apply(told.partly(1, 1, "EURUSD", Side.BUY, 0.25, 0.75, 12, 3));
        for (long ticket = 10; ticket < 16; ticket++) {
            supervisor.apply(told.opened(ticket, "EURUSD", Side.SELL, 1, 1.1, 3));
            supervisor.apply(told.closed(ticket, ticket, "EURUSD", Side.SELL, 1, -30, 4));
        }
        supervisor.apply(told.closed(30, 30, "USDJPY", Side.SELL, 1, 5, 4));
        supervisor.apply(told.positions(
                "EURUSD", 5, held(2, 1, Side.BUY, 0.75, 1.1, 1.05, 2), held(7, 7, Side.BUY, 9, 1.1, 1.05, 2)));
        supervisor.act(6 * SECOND);
        supervisor.act(61 * SECOND / 10);
        return supervisor;
    }

    private static AccountSupervisor supervisor(String yaml) {
        Settings root = Settings.parse(yaml, Map.of());
        SupervisorSettings settings = SupervisorSettings.from(root, RiskSettings.DEFAULTS, 5_000_000);
        root.check();
        return new AccountSupervisor("a", settings, InstrumentCatalogue.presets(), CALENDAR);
    }

    private static List<Allowance> limits(List<Command> commands) {
        return commands.stream()
                .filter(command -> command.kind() == Kind.SET_LIMITS)
                .map(command -> Allowance.of(Arguments.parse(command.argument())))
                .toList();
    }

    private static List<Kind> kinds(List<Command> commands) {
        return commands.stream().map(Command::kind).toList();
    }

    private static Command only(List<Command> commands, Kind kind) {
        List<Command> found = commands.stream().filter(c -> c.kind() == kind).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static TradeReport answer(Command command, TradeReport report) {
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
                report.price(),
                report.profit(),
                report.commission(),
                "command:" + Arguments.parse(command.argument()).text("id"),
                report.source(),
                report.sourceSequence());
    }

    private static byte[] written(AccountSupervisor supervisor) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        supervisor.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static AccountSupervisor read(byte[] bytes) throws IOException {
        Settings root = Settings.parse(FTMO, Map.of());
        return AccountSupervisor.readFrom(
                new DataInputStream(new ByteArrayInputStream(bytes)),
                "a",
                SupervisorSettings.from(root, RiskSettings.DEFAULTS, 5_000_000),
                InstrumentCatalogue.presets(),
                CALENDAR);
    }

    private static byte[] resource() throws IOException {
        try (InputStream in = AccountSupervisorTest.class.getResourceAsStream(SNAPSHOT)) {
            assertThat(in).as(SNAPSHOT).isNotNull();
            return in.readAllBytes();
        }
    }
}
