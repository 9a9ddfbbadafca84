package io.tickpilot.local.cli;

import io.tickpilot.core.feature.FeatureKind;
import io.tickpilot.core.feature.Parameter;
import io.tickpilot.core.feature.Scale;
import io.tickpilot.local.features.KindText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A kind of feature for scripts. Bounds of its range that it has not are null. */
final class KindJson {
    private KindJson() {}

    static Map<String, Object> of(FeatureKind<?> kind) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", kind.name());
        json.put("group", kind.group().name().toLowerCase(Locale.ROOT));
        json.put("revision", kind.revision());
        json.put("formula", kind.formula());
        json.put("source", kind.source());
        json.put("unit", kind.unit().text());
        json.put("min", kind.min());
        json.put("max", kind.max());
        json.put("scales", KindText.scales(kind).stream().map(Scale::key).toList());
        json.put("own_bars", kind.hasBars());
        json.put("parameters", parameters(kind.parameters()));
        json.put("example", KindText.example(kind));
        json.put("memory", kind.memory().name().toLowerCase(Locale.ROOT));
        if (kind.hasDefaults()) {
            json.put("warm_up_bars", kind.warmUp());
        }
        return json;
    }

    private static List<Map<String, String>> parameters(List<Parameter> parameters) {
        return parameters.stream()
                .map(p -> Map.of(
                        "name", p.name(),
                        "default", p.otherwise(),
                        "allowed", p.allowed(),
                        "description", p.description()))
                .toList();
    }
}
