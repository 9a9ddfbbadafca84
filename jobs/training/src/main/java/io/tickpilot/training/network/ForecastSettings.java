package io.tickpilot.training.network;

/**
 * A forecast network and how it is fitted.
 *
 * @param fit its {@code hidden} is that of the LSTM
 * @param filters of the convolution
 * @param kernel rows that a filter sees
 * @param attention units of the layer that weighs the rows
 */
public record ForecastSettings(FitSettings fit, int filters, int kernel, int attention) {
    public static final ForecastSettings DEFAULTS = new ForecastSettings(FitSettings.DEFAULTS, 64, 3, 64);

    public ForecastSettings {
        if (filters <= 0 || kernel <= 0 || attention <= 0) {
            throw new IllegalArgumentException("forecast settings out of range: filters=" + filters + " kernel="
                    + kernel + " attention=" + attention);
        }
    }

    public ForecastSettings withFit(FitSettings other) {
        return new ForecastSettings(other, filters, kernel, attention);
    }
}
