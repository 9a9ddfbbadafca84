package io.tickpilot.core.engine;

import io.tickpilot.core.breaker.Breaker.State;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.breaker.Cause;
import io.tickpilot.core.breaker.Halts;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.Arguments;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.risk.Accounts;
import io.tickpilot.core.risk.Allowances;
import io.tickpilot.core.risk.Conversion;
import io.tickpilot.core.risk.OpenPosition;
import io.tickpilot.core.risk.OpenPositions;
import io.tickpilot.core.risk.Planner.Market;
import io.tickpilot.core.risk.PositionDifference;
import io.tickpilot.core.risk.PositionDifference.Kind;
import io.tickpilot.core.risk.Rates;
import io.tickpilot.core.risk.Reconciled;
import io.tickpilot.core.risk.Reconciliation;
import io.tickpilot.core.risk.SentSignals;
import io.tickpilot.core.risk.Stake;
import io.tickpilot.core.risk.TradeStatistics;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.core.signal.Signal;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one symbol must know to lose no more than it may: halts and breakers, accounts and their limits, rates, what left and what is open,
 * how trades ended. Part of its state; it learns from the symbol's log alone. Not thread-safe.
 */
final class Safety {
    private static final int WITH_ALLOWANCES = 2;
    private static final int VERSION = WITH_ALLOWANCES;

    /** Reasons of a terminal that did not even ask the broker, up to a colon: they tell nothing of the way there. */
    private static final Set<String> OWN_RULES = Set.of(
            "age",
            "blocked",
            "breaker",
            "clock",
            "daily-loss",
            "expired",
            "files-changed",
            "interrupted",
            "kill",
            "limits",
            "link",
            "live-not-allowed",
            "max-open",
            "paper",
            "spread",
            "stale-feed",
            "trading-off",
            "volatility");

    private final Halts halts;
    private final Watches watches;
    private final Accounts accounts;
    private final Rates rates;
    private final Reconciliation reconciliation;
    private final Ledger ledger;
    private final Allowances allowances;

    Safety() {
        this(
                new Halts(),
                new Watches(),
                new Accounts(),
                new Rates(),
                new Reconciliation(),
                new Ledger(),
                new Allowances());
    }

    private Safety(
            Halts halts,
            Watches watches,
            Accounts accounts,
            Rates rates,
            Reconciliation reconciliation,
            Ledger ledger,
            Allowances allowances) {
        this.halts = halts;
        this.watches = watches;
        this.accounts = accounts;
        this.rates = rates;
        this.reconciliation = reconciliation;
        this.ledger = ledger;
        this.allowances = allowances;
    }

    State state(String scope) {
        return watches.state(scope);
    }

    OpenPositions foreign() {
        return ledger.foreign();
    }

    void retain(Set<String> strategies) {
        watches.retain(strategies);
        ledger.retain(strategies);
    }

    /**
     * What keeps a strategy's trade back whatever its size, in this order: those of {@link Halts#rejections}, {@link Watches#rejections}, {@link
     * Reconciliation#rejections} and {@link Accounts#rejections}.
     */
    void rejections(
            StrategySettings strategy, boolean live, SafetySettings settings, Place place, List<Rejection> into) {
        watches.advance(strategy.name(), settings, place);
        String account = strategy.risk().sizing().account();
        halts.rejections(strategy.name(), account, place.nowMicros(), into);
        watches.rejections(strategy.name(), settings, place.nowMicros(), into);
        reconciliation.rejections(settings.reconcile(), live, account, into);
        accounts.rejections(strategy.risk().sizing(), live, place.nowMicros(), into);
    }

    /** What a trade is sized by. */
    Stake stake(
            StrategySettings strategy,
            double confidence,
            Market market,
            Instrument instrument,
            boolean live,
            SafetySettings settings,
            SymbolState state,
            long nowMicros) {
        Conversion conversion = new Conversion(rates, instrument, market.price(), strategy.risk(), nowMicros);
        Exposure bound = new Exposure(state, ledger, instrument, market.price(), nowMicros);
        TradeStatistics trades = ledger.of(strategy.name());
        return new Stake(
                trades.winRate(confidence, strategy.risk().sizing()),
                trades.payoff(strategy.plan().target1R(), strategy.risk().sizing()),
                watches.size(strategy.name(), settings),
                accounts.funds(strategy.risk(), live, nowMicros, bound, conversion),
                conversion,
                allowances,
                settings.limitsRequired());
    }

    void onDecision(Decision decision, SafetySettings settings, Place place) {
        watches.onVotes(decision.strategy(), decision.votes(), settings, place);
    }

    void onSignal(Signal signal, Instrument instrument, SafetySettings settings, Place place) {
        Plan plan = signal.plan();
        Conversion conversion = new Conversion(rates, instrument, plan.entry(), settings.risk(), place.nowMicros());
        allowances.sent(
                instrument,
                plan.entry(),
                Math.abs(plan.entry() - plan.stop()),
                plan.lots(),
                account -> accounts.currency(account, settings.risk().accountCurrency()),
                conversion::quoteRate,
                place.nowMicros());
        ledger.sent().add(signal, place.nowMicros());
        watches.onSignal(signal, SentSignals.deadlineMicros(signal), settings, place);
    }

    /** @param lastTickMicros {@link Long#MIN_VALUE} before the first */
    void onClock(long lastTickMicros, SafetySettings settings, Place place) {
        if (lastTickMicros != Long.MIN_VALUE && settings.symbol().feedStallMicros() > 0) {
            watches.onSilence(place.nowMicros() - lastTickMicros, settings, place);
        }
        watches.advance(settings, place);
    }

    void onAccount(AccountReport report, long nowMicros) {
        accounts.report(report, nowMicros);
        reconciliation.heard(report.account(), nowMicros);
    }

    /** A report heard for the first time. */
    void onTrade(
            TradeReport report,
            @Nullable Instrument instrument,
            SafetySettings settings,
            SymbolState state,
            Place place) {
        reconciliation.heard(report.account(), place.nowMicros());
        ledger.sent().told(report.signalId(), report.account(), place.nowMicros());
        StrategyState strategy = state.strategies().get(report.strategy());
        if (strategy == null || ledger.isForeign(report, strategy)) {
            ledger.foreign().apply(report, 0, Double.NaN);
            return;
        }
        String name = report.strategy();
        double stop = ledger.sent().stop(report.signalId());
        OpenPosition closed = strategy.positions.apply(report, stop, risk(report, stop, instrument, settings, place));
        switch (report.status()) {
            case OPENED -> watches.onOpened(name, report.signalId(), settings, place);
            case REJECTED -> watches.onRefused(name, report.signalId(), !isOwnRule(report.reason()), settings, place);
            case PARTIALLY_CLOSED -> profit(report, settings, place);
            case CLOSED -> {
                profit(report, settings, place);
                if (closed != null && ledger.ends(report)) {
                    double whole = closed.realised() + report.profit();
                    ledger.of(name).add(whole, closed.risk(), settings.risk().sizing());
                    watches.onOutcome(name, report.signalId(), whole, settings, place);
                }
            }
            case MODIFIED -> {}
        }
    }

    private static boolean isOwnRule(String reason) {
        int colon = reason.indexOf(':');
        return OWN_RULES.contains(colon < 0 ? reason : reason.substring(0, colon));
    }

    private void profit(TradeReport report, SafetySettings settings, Place place) {
        double equity = accounts.equity(report.account(), settings.risk().accountEquity());
        watches.onProfit(report.strategy(), report.account(), report.profit(), equity, settings, place);
    }

    /** What a position that a report opens loses at its stop, in its account's currency; NaN when nobody can tell. */
    private double risk(
            TradeReport report, double stop, @Nullable Instrument instrument, SafetySettings settings, Place place) {
        if (report.status() != TradeReport.Status.OPENED || instrument == null || !(stop > 0)) {
            return Double.NaN;
        }
        String currency = accounts.currency(report.account(), settings.risk().accountCurrency());
        double rate = new Conversion(rates, instrument, report.price(), settings.risk(), place.nowMicros())
                .quoteRate(currency);
        return report.lots() * instrument.contractSize() * Math.abs(report.price() - stop) * rate;
    }

    void onPositions(PositionReport report, SafetySettings settings, SymbolState state, Place place) {
        boolean awaited = reconciliation.told(report.account(), place.nowMicros());
        List<PositionDifference> differences = Reconciliation.resolve(report, ledger.books(state));
        for (PositionDifference difference : differences) {
            if (difference.kind() == Kind.MISSING && !difference.strategy().isEmpty()) {
                ledger.of(difference.strategy()).addUnknown();
                watches.onLost(difference.strategy(), difference.signalId(), settings, place);
            }
        }
        if (awaited || !differences.isEmpty()) {
            SequencedEvent event = place.event();
            place.listener()
                    .onReconciled(new Reconciled(
                            event.symbol(),
                            report.account(),
                            differences,
                            report.positions().size(),
                            event.partition(),
                            event.epoch(),
                            event.sequence(),
                            place.nowMicros()));
        }
    }

    /**
     * @return how many strategies, breakers, accounts or terminals it was for
     * @throws IllegalArgumentException when it makes no sense; nothing is changed then
     */
    int obey(Command command, SafetySettings settings, SymbolState state, Place place) {
        Set<String> names = state.strategies().keySet();
        long now = place.nowMicros();
        return switch (command.kind()) {
            case BLOCK_ENTRIES -> {
                halts.block(command, now);
                yield 1;
            }
            case UNBLOCK_ENTRIES -> halts.unblock(command) ? 1 : 0;
            case TRIP_BREAKER -> {
                if (BreakerChange.isForTerminals(command)) {
                    yield 0;
                }
                if (command.target().startsWith(Command.ACCOUNT)) {
                    halts.tripAccount(account(command), command, now);
                    yield 1;
                }
                yield watches.trip(command, names, settings, place);
            }
            case RESET_BREAKER -> {
                if (command.target().startsWith(Command.ACCOUNT)) {
                    yield halts.resetAccount(account(command)) ? 1 : 0;
                }
                yield watches.reset(command, names, settings, place);
            }
            case KILL -> killed(halts.kill(command, now), command, State.CLOSED, State.OPEN, place);
            case RESUME -> killed(halts.resume(command), command, State.OPEN, State.CLOSED, place);
            case SET_LIMITS -> {
                Arguments limits = command.arguments();
                Allowances.verify(limits);
                accounts.limit(account(command), limits, now);
                allowances.set(account(command), limits, now);
                yield 1;
            }
            case SET_RATE -> rates.set(command.target(), command.arguments(), now) ? 1 : 0;
            case REPORT_POSITIONS -> reconciliation.ask(account -> command.meansAccount(account), now);
            case TIGHTEN_STOPS, REDUCE_POSITIONS, CLOSE_POSITIONS -> ledger.meant(command, state);
            case PAUSE_STRATEGY, RESUME_STRATEGY, DISABLE_AGENT, ENABLE_AGENT ->
                throw new IllegalStateException("not of safety: " + command.kind());
        };
    }

    private static String account(Command command) {
        return command.target().substring(Command.ACCOUNT.length());
    }

    private static int killed(boolean changed, Command command, State from, State to, Place place) {
        if (!changed) {
            return 0;
        }
        String target = command.target();
        SequencedEvent event = place.event();
        place.listener()
                .onBreakerChange(new BreakerChange(
                        event.symbol(),
                        target.equals(Command.ALL) ? "kill" : "kill:" + target,
                        from,
                        to,
                        Cause.KILL,
                        0,
                        0,
                        0,
                        0,
                        command.issuedBy(),
                        command.why(),
                        event.partition(),
                        event.epoch(),
                        event.sequence(),
                        place.nowMicros()));
        return 1;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(VERSION);
        halts.writeTo(out);
        watches.writeTo(out);
        accounts.writeTo(out);
        rates.writeTo(out);
        reconciliation.writeTo(out);
        ledger.writeTo(out);
        allowances.writeTo(out);
    }

    static Safety readFrom(DataInput in) throws IOException {
        int version = in.readInt();
        if (version < 1 || version > VERSION) {
            throw new IOException("safety state has an unknown version: " + version);
        }
        return new Safety(
                Halts.readFrom(in),
                Watches.readFrom(in),
                Accounts.readFrom(in),
                Rates.readFrom(in),
                Reconciliation.readFrom(in),
                Ledger.readFrom(in),
                version < WITH_ALLOWANCES ? new Allowances() : Allowances.readFrom(in));
    }
}
