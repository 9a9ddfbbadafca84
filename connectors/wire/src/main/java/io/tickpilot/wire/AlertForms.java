package io.tickpilot.wire;

import io.tickpilot.core.breaker.Breaker.State;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.breaker.Cause;
import io.tickpilot.core.regime.Regime;
import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.risk.PositionDifference;
import io.tickpilot.core.risk.Reconciled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Wire forms of alerts. */
final class AlertForms {

    private AlertForms() {}

    static io.tickpilot.wire.proto.RegimeChange toWire(RegimeChange change) {
        return io.tickpilot.wire.proto.RegimeChange.newBuilder()
                .setSymbol(change.symbol())
                .setTimeframe(change.timeframe().name())
                .setTimeMicros(change.timeMicros())
                .setFrom(toWire(change.from()))
                .setTo(toWire(change.to()))
                .addAllProbabilities(change.probabilities())
                .setModel(change.model())
                .setModelHash(change.modelHash())
                .build();
    }

    static RegimeChange toCore(io.tickpilot.wire.proto.RegimeChange change) throws WireException {
        Regime to = toCore(change.getTo());
        if (to == null) {
            throw new WireException("regime is missing");
        }
        return new RegimeChange(
                EventForms.named("symbol", change.getSymbol()),
                SignalForms.timeframe(change.getTimeframe()),
                change.getTimeMicros(),
                toCore(change.getFrom()),
                to,
                change.getProbabilitiesList(),
                change.getModel(),
                change.getModelHash());
    }

    private static io.tickpilot.wire.proto.RegimeChange.Regime toWire(@Nullable Regime regime) {
        if (regime == null) {
            return io.tickpilot.wire.proto.RegimeChange.Regime.REGIME_UNSPECIFIED;
        }
        return switch (regime) {
            case TRENDING_UP -> io.tickpilot.wire.proto.RegimeChange.Regime.TRENDING_UP;
            case TRENDING_DOWN -> io.tickpilot.wire.proto.RegimeChange.Regime.TRENDING_DOWN;
            case RANGING -> io.tickpilot.wire.proto.RegimeChange.Regime.RANGING;
            case VOLATILE -> io.tickpilot.wire.proto.RegimeChange.Regime.VOLATILE;
            case QUIET -> io.tickpilot.wire.proto.RegimeChange.Regime.QUIET;
        };
    }

    private static @Nullable Regime toCore(io.tickpilot.wire.proto.RegimeChange.Regime regime) throws WireException {
        return switch (regime) {
            case REGIME_UNSPECIFIED -> null;
            case TRENDING_UP -> Regime.TRENDING_UP;
            case TRENDING_DOWN -> Regime.TRENDING_DOWN;
            case RANGING -> Regime.RANGING;
            case VOLATILE -> Regime.VOLATILE;
            case QUIET -> Regime.QUIET;
            case UNRECOGNIZED -> throw new WireException("regime is unknown: " + regime);
        };
    }

    static io.tickpilot.wire.proto.BreakerChange toWire(BreakerChange change) {
        return io.tickpilot.wire.proto.BreakerChange.newBuilder()
                .setSymbol(change.symbol())
                .setScope(change.scope())
                .setFrom(toWire(change.from()))
                .setTo(toWire(change.to()))
                .setCause(change.cause().label())
                .setValue(change.value())
                .setLimit(change.limit())
                .setFalls(change.falls())
                .setUntilMicros(change.untilMicros())
                .setIssuedBy(change.issuedBy())
                .setWhy(change.why())
                .setPartition(change.partition())
                .setEpoch(change.epoch())
                .setSequence(change.sequence())
                .setLogTimeMicros(change.logTimeMicros())
                .build();
    }

    static BreakerChange toCore(io.tickpilot.wire.proto.BreakerChange change) throws WireException {
        return new BreakerChange(
                EventForms.named("symbol", change.getSymbol()),
                EventForms.named("scope", change.getScope()),
                toCore(change.getFrom()),
                toCore(change.getTo()),
                cause(change.getCause()),
                change.getValue(),
                change.getLimit(),
                change.getFalls(),
                change.getUntilMicros(),
                change.getIssuedBy(),
                change.getWhy(),
                change.getPartition(),
                change.getEpoch(),
                change.getSequence(),
                change.getLogTimeMicros());
    }

    private static Cause cause(String label) throws WireException {
        try {
            return Cause.of(label);
        } catch (IllegalArgumentException e) {
            throw new WireException("cause is unknown: " + label);
        }
    }

    private static io.tickpilot.wire.proto.BreakerChange.State toWire(State state) {
        return switch (state) {
            case CLOSED -> io.tickpilot.wire.proto.BreakerChange.State.CLOSED;
            case OPEN -> io.tickpilot.wire.proto.BreakerChange.State.OPEN;
            case HALF_OPEN -> io.tickpilot.wire.proto.BreakerChange.State.HALF_OPEN;
        };
    }

    private static State toCore(io.tickpilot.wire.proto.BreakerChange.State state) throws WireException {
        return switch (state) {
            case CLOSED -> State.CLOSED;
            case OPEN -> State.OPEN;
            case HALF_OPEN -> State.HALF_OPEN;
            case STATE_UNSPECIFIED, UNRECOGNIZED -> throw new WireException("breaker state is unknown: " + state);
        };
    }

    static io.tickpilot.wire.proto.Reconciled toWire(Reconciled told) {
        io.tickpilot.wire.proto.Reconciled.Builder wire = io.tickpilot.wire.proto.Reconciled.newBuilder()
                .setSymbol(told.symbol())
                .setAccount(told.account())
                .setHeld(told.held())
                .setPartition(told.partition())
                .setEpoch(told.epoch())
                .setSequence(told.sequence())
                .setLogTimeMicros(told.logTimeMicros());
        for (PositionDifference difference : told.differences()) {
            wire.addDifferences(io.tickpilot.wire.proto.Reconciled.Difference.newBuilder()
                    .setKind(difference.kind().name().toLowerCase(Locale.ROOT))
                    .setStrategy(difference.strategy())
                    .setSignalId(difference.signalId())
                    .setOriginTicket(difference.originTicket())
                    .setSide(EventForms.toWire(difference.side()))
                    .setOurs(difference.ours())
                    .setTheirs(difference.theirs()));
        }
        return wire.build();
    }

    static Reconciled toCore(io.tickpilot.wire.proto.Reconciled told) throws WireException {
        List<PositionDifference> differences = new ArrayList<>();
        for (io.tickpilot.wire.proto.Reconciled.Difference difference : told.getDifferencesList()) {
            differences.add(new PositionDifference(
                    kind(difference.getKind()),
                    difference.getStrategy(),
                    difference.getSignalId(),
                    difference.getOriginTicket(),
                    EventForms.toCore(difference.getSide()),
                    difference.getOurs(),
                    difference.getTheirs()));
        }
        return new Reconciled(
                EventForms.named("symbol", told.getSymbol()),
                told.getAccount(),
                differences,
                told.getHeld(),
                told.getPartition(),
                told.getEpoch(),
                told.getSequence(),
                told.getLogTimeMicros());
    }

    private static PositionDifference.Kind kind(String label) throws WireException {
        for (PositionDifference.Kind kind : PositionDifference.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(label)) {
                return kind;
            }
        }
        throw new WireException("difference is unknown: " + label);
    }
}
