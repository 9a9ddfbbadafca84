package io.tickpilot.wire;

import io.tickpilot.core.regime.Regime;
import io.tickpilot.core.regime.RegimeChange;
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
}
