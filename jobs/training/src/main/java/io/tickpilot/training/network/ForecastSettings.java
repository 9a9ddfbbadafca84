package io.tickpilot.training.network;

import java.util.Map;
import java.util.TreeMap;

/**
 * A forecast network and how it is fitted.
 *
 * @param fit its {@code hidden} is that of the LSTM
 * @param filters of the convolution
 * @param kernel rows that a filter sees
 * @param attention units of the layer that weighs the rows
 */
public record ForecastSettings(FitSettings fit, int filters, int kernel, int attention) {
    public static final String FILTERS = "filters";

    private static final String KERNEL = "kernel";
    private static final String ATTENTION = "attention";

    public static final ForecastSettings DEFAULTS = new ForecastSettings(FitSettings.DEFAULTS, 64, 3, 64);

    public ForecastSettings {
        if (filters <= 0 || kernel <= 0 || attention <= 0) {
            throw new IllegalArgumentException("forecast settings out of range: filters=" + filters + " kernel="
                    + kernel + " attention=" + attention);
        }
    }

    /** All but the seed, by the names that {@link #with} takes. */
    public Map<String, Double> parameters() {
        Map<String, Double> parameters = new TreeMap<>(fit.parameters());
        parameters.put(FILTERS, (double) filters);
        parameters.put(KERNEL, (double) kernel);
        parameters.put(ATTENTION, (double) attention);
        return parameters;
    }

    /** The same with other values; those not named stay as they are. */
    public ForecastSettings with(Map<String, Double> parameters) {
        return new ForecastSettings(
                fit.with(parameters),
                parameters.getOrDefault(FILTERS, (double) filters).intValue(),
                parameters.getOrDefault(KERNEL, (double) kernel).intValue(),
                parameters.getOrDefault(ATTENTION, (double) attention).intValue());
    }

    public ForecastSettings withFit(FitSettings other) {
        return new ForecastSettings(other, filters, kernel, attention);
    }
}
