package io.tickpilot.core.flow;

import io.tickpilot.core.indicator.Indicator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Carries states over by their bytes. */
final class StateCopy {
    private StateCopy() {}

    static byte[] bytes(Indicator indicator) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        indicator.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /** The target, after it has read the state of the other, all of it. */
    static <I extends Indicator> I of(I from, I target) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes(from)));
        target.readFrom(in);
        if (in.read() >= 0) {
            throw new IllegalStateException("state was not read to its end");
        }
        return target;
    }
}
