package io.tickpilot.timescale;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.breaker.Breaker;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.regime.Regime;
import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.DeadLetterRecord;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;

/** The one place where columns meet fields. */
public final class Inserts {

    public static final Insert<Bar> BARS = Insert.into(
            "bars",
            "symbol, timeframe, start_time, bid_open, bid_high, bid_low, bid_close, ask_open, ask_high, ask_low, ask_close,"
                    + " ticks, bid_volume, ask_volume",
            Inserts::bar);

    public static final Insert<Decision> DECISIONS = Insert.into(
            "decisions",
            "symbol, strategy, origin, log_partition, log_epoch, log_sequence, log_time, event_time, bid, ask, atr,"
                    + " features_hash, sell, hold, buy, direction, confidence, outcome, signal_id, votes, rejections, plan",
            Inserts::decision);

    public static final Insert<Signal> SIGNALS = Insert.into(
            "signals",
            "id, symbol, strategy, side, created_at, valid_until, paper, entry, stop, target1, target2, lots,"
                    + " trail_distance, exits, confidence, origin, votes",
            Inserts::signal);

    /** Of sequenced trade reports; any other event is a caller's bug. */
    public static final Insert<SequencedEvent> TRADES = Insert.into(
            "trades",
            "source, symbol, source_sequence, event_time, status, account, strategy, signal_id, ticket, origin_ticket,"
                    + " side, lots, remaining_lots, price, profit, commission, reason, log_partition, log_epoch,"
                    + " log_sequence, log_time",
            Inserts::trade);

    public static final Insert<DeadLetterRecord> DEAD_LETTERS =
            Insert.into("dead_letters", "log_time, symbol, source, reason, detail, raw", Inserts::deadLetter);

    public static final Insert<RegimeChange> REGIME_CHANGES = Insert.into(
            "regime_changes",
            "symbol, timeframe, event_time, from_regime, to_regime, probabilities, model, model_hash",
            Inserts::regimeChange);

    public static final Insert<BreakerChange> BREAKER_EVENTS = Insert.into(
            "breaker_events",
            "symbol, scope, log_time, from_state, to_state, cause, value, limit_value, falls, until_time, issued_by, why,"
                    + " log_partition, log_epoch, log_sequence",
            Inserts::breakerChange);

    private Inserts() {}

    private static void bar(PreparedStatement statement, Bar bar) throws SQLException {
        new Row(statement)
                .key(bar.symbol())
                .key(bar.timeframe().name())
                .time(bar.startMicros())
                .number(bar.bidOpen())
                .number(bar.bidHigh())
                .number(bar.bidLow())
                .number(bar.bidClose())
                .number(bar.askOpen())
                .number(bar.askHigh())
                .number(bar.askLow())
                .number(bar.askClose())
                .integer(bar.ticks())
                .number(bar.bidVolume())
                .number(bar.askVolume());
    }

    private static void decision(PreparedStatement statement, Decision decision) throws SQLException {
        new Row(statement)
                .key(decision.symbol())
                .key(decision.strategy())
                .key(decision.origin())
                .integer(decision.partition())
                .integer(decision.epoch())
                .big(decision.sequence())
                .time(decision.logTimeMicros())
                .time(decision.eventTimeMicros())
                .number(decision.bid())
                .number(decision.ask())
                .number(decision.atr())
                .big(decision.featuresHash())
                .number(decision.sell())
                .number(decision.hold())
                .number(decision.buy())
                .text(decision.direction().name())
                .number(decision.confidence())
                .text(decision.outcome().name())
                .key(decision.signalId())
                .json(Json.votes(decision.votes()))
                .json(Json.rejections(decision.rejections()))
                .json(Json.plan(decision.plan()));
    }

    private static void signal(PreparedStatement statement, Signal signal) throws SQLException {
        Plan plan = signal.plan();
        new Row(statement)
                .key(signal.id())
                .key(signal.decision().symbol())
                .key(signal.decision().strategy())
                .text(signal.side().name())
                .time(signal.createdMicros())
                .time(signal.validUntilMicros())
                .flag(signal.paper())
                .number(plan.entry())
                .number(plan.stop())
                .number(plan.target1())
                .number(plan.target2())
                .number(plan.lots())
                .number(plan.trailDistance())
                .json(Json.exits(plan.exits()))
                .number(signal.decision().confidence())
                .key(signal.decision().origin())
                .json(Json.votes(signal.decision().votes()));
    }

    private static void trade(PreparedStatement statement, SequencedEvent event) throws SQLException {
        if (!(event.event() instanceof TradeReport report)) {
            throw new IllegalStateException("not a trade report: " + event);
        }
        new Row(statement)
                .key(report.source())
                .key(report.symbol())
                .big(report.sourceSequence())
                .time(report.eventTimeMicros())
                .text(report.status().name())
                .text(report.account())
                .text(report.strategy())
                .key(report.signalId())
                .big(report.ticket())
                .big(report.originTicket())
                .text(report.side().name())
                .number(report.lots())
                .number(report.remainingLots())
                .number(report.price())
                .number(report.profit())
                .number(report.commission())
                .text(report.reason())
                .integer(event.partition())
                .integer(event.epoch())
                .big(event.sequence())
                .time(event.logTimeMicros());
    }

    private static void deadLetter(PreparedStatement statement, DeadLetterRecord letter) throws SQLException {
        new Row(statement)
                .time(letter.logTimeMicros())
                .text(letter.symbol())
                .text(letter.source())
                .text(letter.reason().name())
                .text(letter.detail())
                .bytes(letter.raw().toByteArray());
    }

    private static void regimeChange(PreparedStatement statement, RegimeChange change) throws SQLException {
        Regime from = change.from();
        new Row(statement)
                .key(change.symbol())
                .key(change.timeframe().name())
                .time(change.timeMicros())
                .text(from == null ? "" : from.label())
                .text(change.to().label())
                .json(Json.regimes(change.probabilities()))
                .text(change.model())
                .key(change.modelHash());
    }

    private static void breakerChange(PreparedStatement statement, BreakerChange change) throws SQLException {
        Row row = new Row(statement)
                .key(change.symbol())
                .key(change.scope())
                .time(change.logTimeMicros())
                .text(label(change.from()))
                .text(label(change.to()))
                .text(change.cause().label())
                .number(change.value())
                .number(change.limit())
                .integer(change.falls());
        Row timed = change.untilMicros() == 0 ? row.noTime() : row.time(change.untilMicros());
        timed.text(change.issuedBy())
                .text(change.why())
                .integer(change.partition())
                .integer(change.epoch())
                .big(change.sequence());
    }

    private static String label(Breaker.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
