package io.tickpilot.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.event.TradeReport.Status;
import io.tickpilot.core.signal.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two strategies and two accounts trade at random under limits that move; a referee who reads the same log adds it all up anew. */
class SafetyPropertyTest {
    private static final String TWO = """
            breakers: {automatic: false}
            gate: {cooldown: 0, flip-flop: 0, min-atr-rank: 0, max-atr-rank: 1, max-positions: 1000000, confidence: 0.5}
            strategies: [{name: one, trigger: every-tick}, {name: two, trigger: every-tick, plan: {stop-atr: 0.7}}]
            """;

    private static final double CONTRACT = 100_000;
    private static final List<String> ACCOUNTS = List.of("a", "b");
    private static final long GRACE = 30_000_000;

    private final Heard heard = new Heard();
    private final LogScript log = new LogScript("EURUSD", 11);
    private final SymbolState state = new SymbolState("EURUSD");
    private final SymbolEngine engine = SymbolEngineTest.engine(TWO, ScriptedAgent.moody("technical"));
    private final Map<String, Limits> limits = new HashMap<>();
    private final List<Trade> trades = new ArrayList<>();
    private int played;
    private int judged;
    private long sequence;
    private int tightest;

    private record Limits(double budget, double lots, long until) {}

    /** One signal in one account. */
    private static final class Trade {
        private final Signal signal;
        private final String account;
        private boolean told;
        private double openLots;

        Trade(Signal signal, String account) {
            this.signal = signal;
            this.account = account;
        }

        double lots(long now) {
            boolean pending = !told && now <= signal.validUntilMicros() + GRACE;
            return pending ? signal.plan().lots() : openLots;
        }

        double risk(long now) {
            return lots(now)
                    * CONTRACT
                    * Math.abs(signal.plan().entry() - signal.plan().stop());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noSignalLeavesThatWouldBreakALimitOfAnAccount(long seed) {
        Random random = new Random(seed);
        log.warmUp();
        for (SequencedEvent event : log.events()) {
            engine.process(event, state, heard);
        }
        played = log.events().size();
        log.quiet(40);
        heard.clear();
        for (int i = 0; i < 4_000; i++) {
            something(random);
            List<SequencedEvent> events = log.events();
            for (SequencedEvent event : events.subList(played, events.size())) {
                engine.process(event, state, heard);
                judge(event.logTimeMicros());
            }
            played = events.size();
        }

        assertThat(judged).isGreaterThan(80);
        assertThat(tightest).as("signals that all but used a limit up").isGreaterThan(20);
    }

    private void judge(long now) {
        for (Signal signal : heard.signals) {
            judged++;
            ACCOUNTS.forEach(account -> trades.add(new Trade(signal, account)));
            for (Map.Entry<String, Limits> entry : limits.entrySet()) {
                Limits limit = entry.getValue();
                double risk = sum(entry.getKey(), now, false);
                double lots = sum(entry.getKey(), now, true);
                assertThat(now).as("limits are not stale").isLessThanOrEqualTo(limit.until);
                assertThat(risk).as("risk of %s", entry.getKey()).isLessThanOrEqualTo(limit.budget * (1 + 1e-9));
                assertThat(lots).as("lots of %s", entry.getKey()).isLessThanOrEqualTo(limit.lots + 1e-9);
                tightest += risk > limit.budget * 0.98 || lots > limit.lots - 0.011 ? 1 : 0;
            }
        }
        heard.clear();
    }

    private double sum(String account, long now, boolean lots) {
        return trades.stream()
                .filter(trade -> trade.account.equals(account))
                .mapToDouble(trade -> lots ? trade.lots(now) : trade.risk(now))
                .sum();
    }

    private void something(Random random) {
        String account = ACCOUNTS.get(random.nextInt(2));
        long now = now();
        switch (random.nextInt(12)) {
            case 0 -> {
                Limits set = new Limits(
                        20 + random.nextInt(600),
                        (2 + random.nextInt(300)) / 100.0,
                        now + (20 + random.nextInt(240)) * 1_000_000L);
                limits.put(account, set);
                log.command(
                        Kind.SET_LIMITS,
                        "account:" + account,
                        "risk-budget=" + set.budget + ";max-lots=" + set.lots + ";until=" + set.until);
            }
            case 1 ->
                log.add(new AccountReport(
                        "EURUSD",
                        now,
                        account,
                        "USD",
                        9_000,
                        9_000,
                        0,
                        9_000,
                        500,
                        0,
                        9_000,
                        false,
                        account,
                        ++sequence));
            case 2 -> log.quiet(1 + random.nextInt(20));
            case 3, 4, 5 ->
                trades.stream()
                        .filter(trade -> !trade.told && trade.account.equals(account))
                        .findFirst()
                        .ifPresent(trade -> fill(trade, random.nextInt(4) > 0));
            case 6, 7 ->
                trades.stream()
                        .filter(trade -> trade.openLots > 0 && trade.account.equals(account))
                        .findFirst()
                        .ifPresent(trade -> close(trade, random.nextBoolean()));
            default -> log.ticks(1);
        }
        trades.removeIf(trade -> trade.told && trade.openLots == 0);
    }

    private void fill(Trade trade, boolean filled) {
        trade.told = true;
        trade.openLots = filled ? trade.signal.plan().lots() : 0;
        report(trade, filled ? Status.OPENED : Status.REJECTED, trade.openLots);
    }

    private void close(Trade trade, boolean half) {
        double rest = half ? Math.floor(trade.openLots * 50) / 100 : 0;
        trade.openLots = rest;
        report(trade, rest > 0 ? Status.PARTIALLY_CLOSED : Status.CLOSED, rest);
    }

    private void report(Trade trade, Status status, double remaining) {
        long ticket = Math.floorMod(trade.signal.id().hashCode(), 1_000_000_000);
        log.add(new TradeReport(
                "EURUSD",
                now(),
                status,
                trade.account,
                trade.signal.decision().strategy(),
                trade.signal.id(),
                ticket,
                ticket,
                trade.signal.side(),
                trade.signal.plan().lots(),
                remaining,
                trade.signal.plan().entry(),
                1,
                0,
                "",
                "terminal-" + trade.account,
                ++sequence));
    }

    private long now() {
        List<SequencedEvent> events = log.events();
        return events.get(events.size() - 1).logTimeMicros();
    }
}
