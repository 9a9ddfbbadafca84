package io.tickpilot.core.feature;

import io.tickpilot.core.market.Instrument;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a feature's state is made for beside its parameters.
 *
 * @param point the instrument's price step, in quote currency
 * @param currencies of the instrument
 */
record Surroundings(double point, Set<String> currencies, Resources resources) {
    /** For questions that depend on parameters alone. */
    static final Surroundings NONE = new Surroundings(1, Set.of(), Resources.NONE);

    static Surroundings of(@Nullable Instrument instrument, Resources resources) {
        return instrument == null
                ? new Surroundings(1, Set.of(), resources)
                : new Surroundings(
                        instrument.point(),
                        Set.copyOf(List.of(instrument.baseCurrency(), instrument.quoteCurrency())),
                        resources);
    }
}
