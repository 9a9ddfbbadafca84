package io.tickpilot.records;

/**
 * From recorded number to price. A power of ten shifts the decimal point, so that {@code 112345} times 0.00001 is the
 * double nearest to 1.12345; any other factor is multiplied.
 */
record PriceScale(int shift, double factor) {
    static final PriceScale NONE = new PriceScale(0, 1);

    private static final int MAX_SHIFT = 10;

    static PriceScale of(double scale) {
        for (int shift = -MAX_SHIFT; shift <= MAX_SHIFT; shift++) {
            if (scale == (shift < 0 ? 1 / Math.pow(10, -shift) : Math.pow(10, shift))) {
                return new PriceScale(shift, 1);
            }
        }
        return new PriceScale(0, scale);
    }

    static PriceScale digits(int digits) {
        return new PriceScale(-digits, 1);
    }

    double apply(long points) {
        double shifted = shift < 0 ? points / Math.pow(10, -shift) : points * Math.pow(10, shift);
        return shifted * factor;
    }

    double parse(byte[] text, int from, int to) throws BadCell {
        double shifted = Decimals.parse(text, from, to, shift);
        return factor == 1 ? shifted : shifted * factor;
    }
}
