package io.tickpilot.core.regime;

import java.io.Serializable;

/**
 * How many bars each part of an observation looks back.
 *
 * @param returns of the return, at least 1
 * @param volatility of the current volatility, at least 2
 * @param longVolatility of the volatility that counts as normal, above {@code volatility}
 * @param adx Wilder's period, at least 2
 */
public record RegimePeriods(int returns, int volatility, int longVolatility, int adx) implements Serializable {
    private static final long serialVersionUID = 1L;
}
