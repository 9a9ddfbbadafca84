package io.tickpilot.core.feature;

import io.tickpilot.core.indicator.Indicator;
import java.io.DataInput;
import java.io.DataOutput;

/** For features that keep nothing. */
class Stateless implements Indicator {
    @Override
    public int warmUp() {
        return 0;
    }

    @Override
    public void writeTo(DataOutput out) {}

    @Override
    public void readFrom(DataInput in) {}
}
