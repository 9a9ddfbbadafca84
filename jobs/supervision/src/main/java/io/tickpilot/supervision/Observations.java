package io.tickpilot.supervision;

import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.supervision.pattern.Observation;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import io.tickpilot.wire.proto.Alert;
import io.tickpilot.wire.proto.BreakerChange;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the topics hold, as observations. */
final class Observations {

    private Observations() {}

    /** Of trades, accounts and the clock; null for anything else. */
    static @Nullable Observation of(SequencedEvent event) {
        LogEvent content = event.event();
        if (content instanceof Clock) {
            return Observation.clock(event.logTimeMicros());
        }
        if (content instanceof TradeReport report) {
            return of(report, event.logTimeMicros());
        }
        return content instanceof AccountReport report ? of(report, event.logTimeMicros()) : null;
    }

    private static Observation of(TradeReport report, long logTimeMicros) {
        Map<String, Double> numbers = new TreeMap<>();
        numbers.put("profit", report.profit());
        numbers.put("lots", report.lots());
        numbers.put("remaining-lots", report.remainingLots());
        numbers.put("price", report.price());
        numbers.put("commission", report.commission());
        numbers.put("side", (double) report.side().sign());
        String kind =
                switch (report.status()) {
                    case OPENED -> "trade-opened";
                    case PARTIALLY_CLOSED -> "trade-partly-closed";
                    case CLOSED -> "trade-closed";
                    case MODIFIED -> "trade-modified";
                    case REJECTED -> "trade-rejected";
                };
        return new Observation(
                kind,
                report.symbol(),
                report.strategy(),
                logTimeMicros,
                numbers,
                Map.of("account", report.account(), "reason", report.reason()));
    }

    private static Observation of(AccountReport report, long logTimeMicros) {
        Map<String, Double> numbers = new TreeMap<>();
        numbers.put("balance", report.balance());
        numbers.put("equity", report.equity());
        numbers.put("margin", report.margin());
        numbers.put("free-margin", report.freeMargin());
        numbers.put("day-profit", report.equity() - report.dayStartEquity());
        return new Observation(
                "account", report.symbol(), "", logTimeMicros, numbers, Map.of("account", report.account()));
    }

    /** A signal where one left, else the decision. */
    static Observation of(Decision decision) {
        Map<String, Double> numbers = new TreeMap<>();
        numbers.put("side", (double) (decision.direction().ordinal() - Decision.Direction.HOLD.ordinal()));
        numbers.put("confidence", decision.confidence());
        numbers.put("spread", decision.ask() - decision.bid());
        numbers.put("atr", decision.atr());
        return new Observation(
                decision.outcome() == Decision.Outcome.SENT ? "signal" : "decision",
                decision.symbol(),
                decision.strategy(),
                decision.logTimeMicros(),
                numbers,
                Map.of("outcome", decision.outcome().name().toLowerCase(Locale.ROOT)));
    }

    /** Of a change of regime or a breaker; null for alerts of other kinds, this job's own among them. */
    static @Nullable Observation ofAlert(byte[] bytes) throws WireException {
        Alert alert;
        try {
            alert = Alert.parseFrom(bytes);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new WireException("alert is malformed: " + e.getMessage(), e);
        }
        if (alert.hasBreakerChange()) {
            return of(alert.getBreakerChange());
        }
        if (!alert.hasRegimeChange()) {
            return null;
        }
        io.tickpilot.core.regime.RegimeChange change = WireCodec.decodeAlert(bytes);
        return change == null
                ? null
                : new Observation(
                        "regime",
                        change.symbol(),
                        "",
                        change.timeMicros(),
                        Map.of(),
                        Map.of("from", change.from() == null ? "" : name(change.from()), "to", name(change.to())));
    }

    /** Nothing is decided by it here: as it was told. */
    private static Observation of(BreakerChange change) {
        return new Observation(
                "breaker",
                change.getSymbol(),
                "",
                change.getLogTimeMicros(),
                Map.of("value", change.getValue(), "limit", change.getLimit(), "falls", (double) change.getFalls()),
                Map.of(
                        "scope",
                        change.getScope(),
                        "to",
                        name(change.getTo()),
                        "cause",
                        change.getCause(),
                        "issued-by",
                        change.getIssuedBy()));
    }

    /** The symbol of one of this job's own alerts. */
    static String symbolOfAlert(byte[] bytes) {
        try {
            Alert own = Alert.parseFrom(bytes);
            return own.hasBreakerChange()
                    ? own.getBreakerChange().getSymbol()
                    : own.getPatternChange().getSymbol();
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException("own alert cannot be read", e);
        }
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
