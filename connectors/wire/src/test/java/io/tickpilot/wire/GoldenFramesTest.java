package io.tickpilot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
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
        assertThat(WireCodec.encode(WireCodec.decodeDeadLetter(frame("dead-letter"))))
                .isEqualTo(frame("dead-letter"));
    }

    @Test
    void stillWritesTheSameBytes() throws IOException {
        for (Map.Entry<String, byte[]> sample : encodedSamples().entrySet()) {
            assertThat(sample.getValue()).as(sample.getKey()).isEqualTo(frame(sample.getKey()));
        }
    }

    private static Map<String, byte[]> encodedSamples() {
        Map<String, byte[]> frames = new LinkedHashMap<>();
        Samples.records().forEach((name, record) -> frames.put(name, WireCodec.encode(record)));
        frames.put("signal", WireCodec.encode(Samples.SIGNAL));
        frames.put("decision", WireCodec.encode(Samples.DECISION));
        frames.put("bar", WireCodec.encode(Samples.BAR));
        frames.put("regime-change", WireCodec.encode(Samples.REGIME_CHANGE));
        frames.put("dead-letter", WireCodec.encode(Samples.deadLetter()));
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
