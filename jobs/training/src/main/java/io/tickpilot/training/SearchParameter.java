package io.tickpilot.training;

/**
 * A number that a search may vary.
 *
 * @param logarithmic whether equal ratios are equally likely, else equal differences
 * @param whole whether it is rounded
 */
public record SearchParameter(String name, double low, double high, boolean logarithmic, boolean whole) {

    public SearchParameter {
        if (!(low < high) || (logarithmic && !(low > 0))) {
            throw new IllegalArgumentException(
                    "search parameter out of range: name=" + name + " low=" + low + " high=" + high);
        }
    }

    /** The value at a share, 0 to 1, of the range. */
    public double at(double share) {
        double value = logarithmic
                ? Math.exp(Math.log(low) + share * (Math.log(high) - Math.log(low)))
                : low + share * (high - low);
        return whole ? Math.rint(value) : value;
    }
}
