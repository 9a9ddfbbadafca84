package io.tickpilot.supervision.pattern;

import io.tickpilot.core.event.Arguments;
import io.tickpilot.core.event.Command;
import io.tickpilot.wire.proto.Alert;
import io.tickpilot.wire.proto.PatternChange;
import io.tickpilot.wire.proto.PatternChange.Stage;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.configuration.SharedBufferCacheConfig;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.NFAStateSerializer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Runs Flink CEP's automaton of whatever pattern a key belongs to, compiled when it is first met. Time is the log's, which
 * observations carry: they are taken as they come, and no watermark is waited for. A match opens a block of entries, further ones
 * extend it; it ends by itself, is ended by the observation that the definition names, or with the definition.
 */
@SuppressWarnings("NullAway.Init") // what Flink sets before the first call
public final class PatternFunction extends KeyedBroadcastProcessFunction<String, Routed, String, Command>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    /** Alerts in the wire's form. */
    public static final OutputTag<byte[]> ALERTS =
            new OutputTag<>("alerts", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private static final long LOOK_MILLIS = 1_000;
    /** A block that is longer by less is not told anew. */
    private static final long WORTH_TELLING_MICROS = 1_000_000;
    /** Stages of one moment have numbers of their own. */
    private static final int STAGES = 8;

    private static final int LONGEST_SOURCE = 64;

    private static final ValueStateDescriptor<String> DEFINITION =
            new ValueStateDescriptor<>("definition", Types.STRING);

    private transient ValueState<NFAState> automaton;
    private transient ValueState<Watch> watch;
    private transient ValueState<String> compiledFrom;
    private transient ValueState<Long> lastMillis;
    private transient ValueState<Long> timer;
    private transient SharedBuffer<Observation> partialMatches;
    private transient ClearableStates buffers;
    private transient Map<String, CompiledPattern> compiled;
    private transient Counter matches;
    /** Log time of the newest observation of any key. */
    private transient long nowMicros;

    @Override
    public void initializeState(FunctionInitializationContext context) {
        KeyedStateStore store = context.getKeyedStateStore();
        automaton = store.getState(new ValueStateDescriptor<>("automaton", new NFAStateSerializer()));
        watch = store.getState(new ValueStateDescriptor<>("watch", new WatchSerializer()));
        compiledFrom = store.getState(DEFINITION);
        lastMillis = store.getState(new ValueStateDescriptor<>("last", Types.LONG));
        timer = store.getState(new ValueStateDescriptor<>("timer", Types.LONG));
        buffers = new ClearableStates();
        partialMatches =
                new SharedBuffer<>(buffers.over(store), new ObservationSerializer(), new SharedBufferCacheConfig());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // All of it is keyed state.
    }

    @Override
    public void open(OpenContext context) {
        compiled = new HashMap<>();
        nowMicros = Long.MIN_VALUE;
        matches = getRuntimeContext().getMetricGroup().counter("matches");
    }

    @Override
    public void close() throws Exception {
        if (compiled != null) {
            for (CompiledPattern each : compiled.values()) {
                each.automaton().close();
            }
        }
        if (partialMatches != null) {
            partialMatches.releaseCacheStatisticsTimer();
        }
    }

    @Override
    public void processElement(Routed routed, ReadOnlyContext context, Collector<Command> out) throws Exception {
        Observation observation = routed.observation();
        nowMicros = Math.max(nowMicros, observation.logTimeMicros());
        if (observation.isClock()) {
            return;
        }
        CompiledPattern pattern = pattern(routed.definition());
        if (!routed.definition().equals(compiledFrom.value())) {
            forget();
            compiledFrom.update(routed.definition());
        }
        Watch open = watch.value();
        if (open != null && open.untilMicros() <= observation.logTimeMicros()) {
            end(open, Stage.EXPIRED, open.untilMicros(), "its time is over", context::output, out);
            open = null;
        }
        if (open != null && pattern.definition().isClearedBy(observation)) {
            end(
                    open,
                    Stage.CLEARED,
                    observation.logTimeMicros(),
                    "ended by " + observation.kind(),
                    context::output,
                    out);
        }
        if (pattern.definition().isStep(observation)) {
            take(pattern, observation, context::output, out);
        }
        lookAgain(context.timerService().currentProcessingTime(), context.timerService()::registerProcessingTimeTimer);
    }

    /** What is late by the log's time is taken as being of now: the automaton's time does not go back. */
    private void take(CompiledPattern pattern, Observation observation, Alerts alerts, Collector<Command> out)
            throws Exception {
        long millis = advanceTo(TimeUnit.MICROSECONDS.toMillis(observation.logTimeMicros()));
        NFAState state = state(pattern);
        try (SharedBufferAccessor<Observation> buffer = partialMatches.getAccessor()) {
            matched(pattern, advance(pattern, buffer, state, millis), alerts, out);
            Collection<Map<String, List<Observation>>> found =
                    pattern.automaton().process(buffer, state, observation, millis, pattern.skip(), () -> millis);
            matched(pattern, found, alerts, out);
        }
        automaton.update(state);
    }

    private long advanceTo(long millis) throws Exception {
        Long last = lastMillis.value();
        long now = last == null ? millis : Math.max(last, millis);
        lastMillis.update(now);
        return now;
    }

    private NFAState state(CompiledPattern pattern) throws Exception {
        NFAState state = automaton.value();
        return state == null ? pattern.automaton().createInitialNFAState() : state;
    }

    /** A pattern that ends with what does not come matches when its time is over. */
    private static Collection<Map<String, List<Observation>>> advance(
            CompiledPattern pattern, SharedBufferAccessor<Observation> buffer, NFAState state, long millis)
            throws Exception {
        return pattern.automaton().advanceTime(buffer, state, millis, pattern.skip()).f0;
    }

    private void matched(
            CompiledPattern pattern,
            Collection<Map<String, List<Observation>>> found,
            Alerts alerts,
            Collector<Command> out)
            throws Exception {
        for (Map<String, List<Observation>> match : found) {
            matches.inc();
            List<Observation> seen =
                    match.values().stream().flatMap(List::stream).collect(Collectors.toList());
            open(pattern.definition(), seen, alerts, out);
        }
    }

    private void open(PatternDefinition definition, List<Observation> seen, Alerts alerts, Collector<Command> out)
            throws Exception {
        Observation last = seen.get(seen.size() - 1);
        long at = Math.max(last.logTimeMicros(), TimeUnit.MILLISECONDS.toMicros(lastMillis.value()));
        long blockMicros = definition.block().toNanos() / 1_000;
        long until = blockMicros == 0 ? Long.MAX_VALUE : at + blockMicros;
        String target = definition.perStrategy() ? last.strategy() : Command.ALL;
        Watch before = watch.value();
        Watch now = new Watch(definition.text(), last.symbol(), target, until);
        if (before != null && until - before.untilMicros() < WORTH_TELLING_MICROS) {
            return;
        }
        watch.update(now);
        Stage stage = before == null ? Stage.OPENED : Stage.EXTENDED;
        String why = seen.stream().map(PatternFunction::describe).collect(Collectors.joining("; "));
        alerts.tell(ALERTS, alert(definition, now, stage, at, why));
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("id", definition.id());
        arguments.put("until", until == Long.MAX_VALUE ? 0 : until);
        out.collect(command(definition, now, Command.Kind.BLOCK_ENTRIES, arguments, stage, at, why));
    }

    private static String describe(Observation seen) {
        return seen.kind() + " " + seen.numbers() + (seen.texts().isEmpty() ? "" : " " + seen.texts());
    }

    /** An end that the block's own time brought needs no command. */
    private void end(Watch open, Stage stage, long atMicros, String why, Alerts alerts, Collector<Command> out)
            throws Exception {
        watch.clear();
        PatternDefinition definition = PatternDefinition.parse(open.definition());
        alerts.tell(ALERTS, alert(definition, open, stage, atMicros, why));
        if (stage == Stage.CLEARED) {
            out.collect(command(
                    definition,
                    open,
                    Command.Kind.UNBLOCK_ENTRIES,
                    Map.of("id", definition.id()),
                    stage,
                    atMicros,
                    why));
        }
    }

    private static byte[] alert(PatternDefinition definition, Watch watch, Stage stage, long atMicros, String why) {
        return Alert.newBuilder()
                .setPatternChange(PatternChange.newBuilder()
                        .setPattern(definition.id())
                        .setSymbol(watch.symbol())
                        .setTarget(watch.target())
                        .setStage(stage)
                        .setTimeMicros(atMicros)
                        .setUntilMicros(watch.untilMicros() == Long.MAX_VALUE ? 0 : watch.untilMicros())
                        .setWhy(why))
                .build()
                .toByteArray();
    }

    /** Numbered by the log's time: decided again after a restart, it is known to the bridge. */
    private static Command command(
            PatternDefinition definition,
            Watch watch,
            Command.Kind kind,
            Map<String, ?> arguments,
            Stage stage,
            long atMicros,
            String why) {
        String source = "pattern-" + definition.id() + (definition.perStrategy() ? "-" + watch.target() : "");
        return new Command(
                watch.symbol(),
                atMicros,
                kind,
                watch.target(),
                Arguments.format(arguments),
                "supervision",
                why,
                source.length() > LONGEST_SOURCE ? source.substring(0, LONGEST_SOURCE) : source,
                atMicros * STAGES + stage.getNumber());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Command> out) throws Exception {
        timer.clear();
        String text = compiledFrom.value();
        if (text == null) {
            return;
        }
        Watch open = watch.value();
        if (open != null && open.untilMicros() <= nowMicros) {
            end(open, Stage.EXPIRED, open.untilMicros(), "its time is over", context::output, out);
        }
        CompiledPattern pattern = pattern(text);
        if (automaton.value() != null && nowMicros != Long.MIN_VALUE) {
            long millis = advanceTo(TimeUnit.MICROSECONDS.toMillis(nowMicros));
            NFAState state = state(pattern);
            try (SharedBufferAccessor<Observation> buffer = partialMatches.getAccessor()) {
                matched(pattern, advance(pattern, buffer, state, millis), context::output, out);
                buffer.advanceTime(millis);
            }
            automaton.update(state);
        }
        lookAgain(timestamp, context.timerService()::registerProcessingTimeTimer);
    }

    /** While something is open or half seen: in a quiet market, too, the log's clock goes on. */
    private void lookAgain(long nowMillis, java.util.function.LongConsumer register) throws Exception {
        NFAState state = automaton.value();
        boolean halfSeen = state != null && state.getPartialMatches().size() > 1;
        if ((halfSeen || watch.value() != null) && timer.value() == null) {
            timer.update(nowMillis + LOOK_MILLIS);
            register.accept(nowMillis + LOOK_MILLIS);
        }
    }

    /** A pattern that was set anew or switched off begins from nothing; what it has opened ends. */
    @Override
    public void processBroadcastElement(String text, Context context, Collector<Command> out) throws Exception {
        PatternDefinition changed = PatternRouter.accepted(text);
        if (changed == null) {
            return;
        }
        context.applyToKeyedState(DEFINITION, (key, state) -> {
            if (key.startsWith(changed.id() + '|') && !text.equals(state.value())) {
                Watch open = watch.value();
                if (open != null) {
                    String why = "the pattern was changed or switched off";
                    end(open, Stage.CLEARED, nowOr(open), why, context::output, out);
                }
                forget();
            }
        });
        compiled.values().removeIf(each -> each.definition().id().equals(changed.id()));
    }

    private long nowOr(Watch open) {
        return nowMicros == Long.MIN_VALUE ? open.untilMicros() : nowMicros;
    }

    /** What has been seen, not what is open. */
    private void forget() throws Exception {
        automaton.clear();
        lastMillis.clear();
        compiledFrom.clear();
        buffers.clear();
    }

    private CompiledPattern pattern(String text) throws Exception {
        CompiledPattern known = compiled.get(text);
        if (known == null) {
            known = CompiledPattern.of(text, getRuntimeContext());
            compiled.put(text, known);
        }
        return known;
    }

    /** Where alerts go. */
    private interface Alerts {
        void tell(OutputTag<byte[]> tag, byte @Nullable [] alert);
    }
}
