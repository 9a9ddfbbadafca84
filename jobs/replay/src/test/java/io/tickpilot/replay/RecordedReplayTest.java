package io.tickpilot.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.testing.RecordedData;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RecordOptions;
import io.tickpilot.records.RejectListener;
import io.tickpilot.records.TickRecords;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole recorded days through the job: the same decisions however they are run. */
class RecordedReplayTest {
    private static final EngineSettings SETTINGS = EngineSettings.from(Settings.parse("", Map.of()));

    @Test
    void oandasDaysGiveTheSameDecisionsHoweverTheyAreRun() {
        List<RecordInput> inputs = List.of(
                input("fx_ticks/lean/forex/oanda/tick/eurusd", "EURUSD", RecordOptions.DEFAULT),
                input("fx_ticks/lean/cfd/oanda/tick/xauusd", "XAUUSD", RecordOptions.DEFAULT));
        ReplayRequest request = ReplayRequest.of(inputs, SETTINGS, Bits.MODELS);

        ReplayResult one = ReplayRunner.run(request, ReplayProgress.NONE);
        ReplayResult two = ReplayRunner.run(request.withParallelism(2), ReplayProgress.NONE);
        ReplayResult restored = ReplayRunner.run(request.withParallelism(2).restoringAt(50_000), ReplayProgress.NONE);

        assertThat(one.decisions()).isGreaterThan(5_000);
        assertThat(two.decisionHash()).isEqualTo(one.decisionHash());
        assertThat(restored.restored()).isTrue();
        assertThat(restored.decisionHash()).isEqualTo(one.decisionHash());
        assertThat(restored.bars()).isEqualTo(one.bars());
        try (TickRecords records = TickRecords.open(inputs, RejectListener.NONE)) {
            BareLoop bare = new BareLoop(records::next, Long.MAX_VALUE, SETTINGS, Bits.MODELS);
            assertThat(bare.hash()).isEqualTo(one.decisionHash());
        }
    }

    @Test
    void dukascopysDayGivesAllItsMinutes() {
        RecordInput input = input("fx_ticks/dukascopy_bi5/EURUSD", "EURUSD", RecordOptions.DEFAULT);

        ReplayResult result =
                ReplayRunner.run(ReplayRequest.of(List.of(input), SETTINGS, Bits.MODELS), ReplayProgress.NONE);

        assertThat(result.ticks()).isEqualTo(136_741);
        assertThat(result.rejected()).isEmpty();
        assertThat(result.bars()).containsEntry(Timeframe.M1, 1_440L).containsEntry(Timeframe.H1, 24L);
    }

    @Test
    void fxcmsCrossedQuotesAreRejectedAndCounted() {
        RecordInput input = input(
                "fx_ticks/lean/forex/fxcm/tick/eurusd", "EURUSD", RecordOptions.DEFAULT.withZone(ZoneId.of("UTC-5")));

        ReplayResult result =
                ReplayRunner.run(ReplayRequest.of(List.of(input), SETTINGS, Bits.MODELS), ReplayProgress.NONE);

        double crossed = result.rejected().getOrDefault(RejectReason.CROSSED_QUOTE, 0L);
        assertThat(crossed / result.ticks()).isBetween(0.05, 0.15);
        assertThat(result.rejected()).containsOnlyKeys(RejectReason.CROSSED_QUOTE);
    }

    @Test
    void histDatasEveningIsReadOnNewYorksClock() {
        RecordInput input = input("fx_ticks/histdata", "EURUSD", RecordOptions.DEFAULT);

        ReplayResult result =
                ReplayRunner.run(ReplayRequest.of(List.of(input), SETTINGS, Bits.MODELS), ReplayProgress.NONE);

        assertThat(result.ticks()).isEqualTo(9_500);
    }

    private static RecordInput input(String path, String symbol, RecordOptions options) {
        return RecordInput.of(RecordedData.path(path), symbol, options);
    }
}
