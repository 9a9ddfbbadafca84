package io.tickpilot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.tickpilot.wire.proto.Alert;
import io.tickpilot.wire.proto.Bar;
import io.tickpilot.wire.proto.DeadLetter;
import io.tickpilot.wire.proto.Decision;
import io.tickpilot.wire.proto.LogRecord;
import io.tickpilot.wire.proto.Signal;
import io.tickpilot.wire.proto.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Frames written by the first release. A frame file is never rewritten: a changed sample gets a new file, and both must
 * decode.
 */
class GoldenFramesTest {

    @Test
    void decodesRecordsOfTheFirstRelease() throws IOException {
        for (Map.Entry<String, JournalRecord> sample : Samples.records().entrySet()) {
            JournalRecord decoded = WireCodec.decodeRecord(frame(sample.getKey()));

            assertThat(decoded).as(sample.getKey()).isEqualTo(sample.getValue());
        }
    }

    @Test
    void decodesDecisionsSignalsBarsAndAlertsOfTheFirstRelease() throws IOException {
        assertThat(WireCodec.decodeSignal(frame("signal"))).isEqualTo(Samples.SIGNAL);
        assertThat(WireCodec.decodeDecision(frame("decision"))).isEqualTo(Samples.DECISION);
        assertThat(WireCodec.decodeBar(frame("bar"))).isEqualTo(Samples.BAR);
        assertThat(WireCodec.decodeAlert(frame("regime-change"))).isEqualTo(Samples.REGIME_CHANGE);
        assertThat(WireCodec.decodeBreakerChange(frame("breaker-change"))).isEqualTo(Samples.BREAKER_CHANGE);
        assertThat(WireCodec.decodeReconciled(frame("reconciled"))).isEqualTo(Samples.RECONCILED);
        assertThat(WireCodec.encode(WireCodec.decodeDeadLetter(frame("dead-letter"))))
                .isEqualTo(frame("dead-letter"));
    }

    @Test
    void stillWritesTheSameBytes() throws IOException {
        for (Map.Entry<String, byte[]> sample : encodedSamples().entrySet()) {
            assertThat(sample.getValue()).as(sample.getKey()).isEqualTo(frame(sample.getKey()));
        }
    }

    @Test
    void decodesMessagesOfTheFirstRelease() throws IOException {
        for (Map.Entry<String, Message> sample : SampleMessages.all().entrySet()) {
            Message decoded = sample.getValue().getParserForType().parseFrom(frame(sample.getKey()));

            assertThat(decoded).as(sample.getKey()).isEqualTo(sample.getValue());
        }
    }

    @Test
    void everyFieldOfTheSchemaIsInSomeFrame() throws IOException {
        Set<String> inFrames = new TreeSet<>();
        for (String name : Samples.records().keySet()) {
            addFields(LogRecord.parseFrom(frame(name)), inFrames);
        }
        addFields(Signal.parseFrom(frame("signal")), inFrames);
        addFields(Decision.parseFrom(frame("decision")), inFrames);
        addFields(Bar.parseFrom(frame("bar")), inFrames);
        addFields(Alert.parseFrom(frame("regime-change")), inFrames);
        addFields(Alert.parseFrom(frame("breaker-change")), inFrames);
        addFields(Alert.parseFrom(frame("reconciled")), inFrames);
        addFields(DeadLetter.parseFrom(frame("dead-letter")), inFrames);
        for (Map.Entry<String, Message> sample : SampleMessages.all().entrySet()) {
            addFields(sample.getValue().getParserForType().parseFrom(frame(sample.getKey())), inFrames);
        }

        Set<String> inSchema = new TreeSet<>();
        Wire.getDescriptor().getMessageTypes().forEach(message -> addFields(message, inSchema));
        assertThat(inFrames).containsExactlyInAnyOrderElementsOf(inSchema);
    }

    private static void addFields(Message message, Set<String> names) {
        names.add(message.getDescriptorForType().getFullName());
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            names.add(field.getKey().getFullName());
            List<?> values = field.getKey().isRepeated() ? (List<?>) field.getValue() : List.of(field.getValue());
            for (Object value : values) {
                if (value instanceof Message inner) {
                    addFields(inner, names);
                }
            }
        }
    }

    private static void addFields(Descriptor message, Set<String> names) {
        names.add(message.getFullName());
        message.getFields().forEach(field -> names.add(field.getFullName()));
        message.getNestedTypes().forEach(nested -> addFields(nested, names));
    }

    private static Map<String, byte[]> encodedSamples() {
        Map<String, byte[]> frames = new LinkedHashMap<>();
        Samples.records().forEach((name, record) -> frames.put(name, WireCodec.encode(record)));
        frames.put("signal", WireCodec.encode(Samples.SIGNAL));
        frames.put("decision", WireCodec.encode(Samples.DECISION));
        frames.put("bar", WireCodec.encode(Samples.BAR));
        frames.put("regime-change", WireCodec.encode(Samples.REGIME_CHANGE));
        frames.put("breaker-change", WireCodec.encode(Samples.BREAKER_CHANGE));
        frames.put("reconciled", WireCodec.encode(Samples.RECONCILED));
        frames.put("dead-letter", WireCodec.encode(Samples.deadLetter()));
        SampleMessages.all().forEach((name, message) -> frames.put(name, message.toByteArray()));
        return frames;
    }

    private static byte[] frame(String name) throws IOException {
        try (InputStream in = GoldenFramesTest.class.getResourceAsStream("/frames/v1/" + name + ".hex")) {
            assertThat(in).as("golden frame %s", name).isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
        }
    }
}
