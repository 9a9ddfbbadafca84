package io.tickpilot.local.features;

import io.tickpilot.core.feature.FeatureKind;
import io.tickpilot.core.feature.Memory;
import io.tickpilot.core.feature.Parameter;
import io.tickpilot.core.feature.Scale;
import io.tickpilot.core.feature.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What people read of one kind of feature, in words. */
public final class KindText {
    /** Stands for a word that a schema must give. */
    private static final String YOURS = "WORD";

    private KindText() {}

    /** Values before scaling: {@code 0..100}, {@code >= 0}, {@code any}. */
    public static String range(FeatureKind<?> kind) {
        boolean from = Double.isFinite(kind.min());
        boolean to = Double.isFinite(kind.max());
        if (from && to) {
            return plain(kind.min()) + ".." + plain(kind.max());
        }
        return from ? ">= " + plain(kind.min()) : to ? "<= " + plain(kind.max()) : "any";
    }

    /** {@code fast=12 slow=26}, {@code none}. */
    public static String defaults(FeatureKind<?> kind) {
        return kind.parameters().isEmpty()
                ? "none"
                : kind.parameters().stream()
                        .map(p -> p.name() + "=" + otherwise(p))
                        .collect(Collectors.joining(" "));
    }

    static String otherwise(Parameter parameter) {
        return parameter.otherwise().isEmpty() ? YOURS : parameter.otherwise();
    }

    /** Closed bars until it has a value. */
    public static String warmUp(FeatureKind<?> kind) {
        if (!kind.hasDefaults()) {
            return "of the model";
        }
        int bars = kind.warmUp();
        return bars == 0 ? "none" : bars + (bars == 1 ? " bar" : " bars");
    }

    /** How far back a value depends on the market. */
    public static String memory(FeatureKind<?> kind) {
        boolean none = kind.memory() == Memory.WINDOW && kind.hasDefaults() && kind.warmUp() == 0;
        return none ? "none" : kind.memory().text();
    }

    public static List<Scale> scales(FeatureKind<?> kind) {
        return Arrays.stream(Scale.values())
                .filter(scale -> scale.suits(kind.unit()))
                .toList();
    }

    /** A line of a schema, every parameter written out at its default. */
    public static String example(FeatureKind<?> kind) {
        StringBuilder line = new StringBuilder("- {of: ").append(kind.name());
        kind.parameters()
                .forEach(p -> line.append(", ").append(p.name()).append(": ").append(otherwise(p)));
        if (kind.unit() == Unit.PRICE) {
            line.append(", scale: ").append(Scale.ATR.key());
        }
        return line.append('}').toString();
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
