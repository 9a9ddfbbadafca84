package io.tickpilot.supervision.pattern;

import io.tickpilot.core.config.ConfigException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each observation to the patterns that watch its kind. What the topic {@code patterns} says of an id is in force from there on,
 * also after a restart; before it, what the configuration says.
 */
public final class PatternRouter extends BroadcastProcessFunction<Observation, String, Routed> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PatternRouter.class);

    /** Texts by id, as the topic has them. */
    public static final MapStateDescriptor<String, String> DEFINITIONS =
            new MapStateDescriptor<>("patterns", Types.STRING, Types.STRING);

    private final TreeMap<String, String> configured;
    private transient @Nullable Map<String, PatternDefinition> parsed;

    /** @param configured texts by id */
    public PatternRouter(Map<String, String> configured) {
        this.configured = new TreeMap<>(configured);
    }

    @Override
    public void processElement(Observation observation, ReadOnlyContext context, Collector<Routed> out)
            throws Exception {
        if (observation.isClock()) {
            out.collect(new Routed(Observation.CLOCK, "", observation));
            return;
        }
        ReadOnlyBroadcastState<String, String> told = context.getBroadcastState(DEFINITIONS);
        for (Map.Entry<String, String> entry : configured.entrySet()) {
            if (!told.contains(entry.getKey())) {
                route(entry.getValue(), observation, out);
            }
        }
        for (Map.Entry<String, String> entry : told.immutableEntries()) {
            route(entry.getValue(), observation, out);
        }
    }

    private void route(String text, Observation observation, Collector<Routed> out) {
        PatternDefinition definition = definition(text);
        if (!definition.on() || !definition.watches(observation.kind())) {
            return;
        }
        String key = definition.key(observation);
        if (key != null) {
            out.collect(new Routed(key, text, observation));
        }
    }

    private PatternDefinition definition(String text) {
        Map<String, PatternDefinition> known = parsed;
        if (known == null) {
            known = new HashMap<>();
            parsed = known;
        }
        return known.computeIfAbsent(text, PatternDefinition::parse);
    }

    /** A definition that cannot be used changes nothing. */
    @Override
    public void processBroadcastElement(String text, Context context, Collector<Routed> out) throws Exception {
        PatternDefinition definition = accepted(text);
        if (definition != null) {
            context.getBroadcastState(DEFINITIONS).put(definition.id(), text);
            LOG.info("pattern {}: id={}", definition.on() ? "set" : "off", definition.id());
        }
    }

    static @Nullable PatternDefinition accepted(String text) {
        try {
            return PatternDefinition.checked(text);
        } catch (ConfigException e) {
            LOG.warn("pattern refused: {}", e.getMessage());
            return null;
        }
    }
}
