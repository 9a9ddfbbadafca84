package io.tickpilot.flink.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.flink.metrics.HistogramStatistics;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    private final LatencyHistogram histogram = new LatencyHistogram();

    @Test
    void tellsQuantilesToAHundredth() {
        for (int micros = 1; micros <= 1_000; micros++) {
            histogram.update(micros * 1_000L);
        }

        HistogramStatistics statistics = histogram.getStatistics();

        assertThat(histogram.getCount()).isEqualTo(1_000);
        assertThat(statistics.size()).isEqualTo(1_000);
        assertThat(statistics.getQuantile(0.5)).isCloseTo(500_000, within(5_000.0));
        assertThat(statistics.getQuantile(0.99)).isCloseTo(990_000, within(9_900.0));
        assertThat((double) statistics.getMax()).isCloseTo(1_000_000, within(10_000.0));
        assertThat((double) statistics.getMin()).isCloseTo(1_000, within(10.0));
        assertThat(statistics.getMean()).isCloseTo(500_500, within(5_000.0));
        assertThat(statistics.getValues()).hasSize(1_000).isSorted();
    }

    @Test
    void keepsWhatAnEarlierReporterHasSeen() {
        histogram.update(5_000);
        histogram.getStatistics();

        assertThat(histogram.getStatistics().size()).isEqualTo(1);
        assertThat(histogram.getCount()).isEqualTo(1);
    }

    @Test
    void clampsWhatTwoClocksDisagreeAbout() {
        histogram.update(-5);
        histogram.update(Long.MAX_VALUE);

        assertThat(histogram.getStatistics().getMin()).isZero();
        assertThat((double) histogram.getStatistics().getMax()).isCloseTo(60e9, within(6e8));
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(histogram.getCount()).isZero();
        assertThat(histogram.getStatistics().getMin()).isZero();
        assertThat(histogram.getStatistics().getMax()).isZero();
        assertThat(histogram.getStatistics().getValues()).isEmpty();
    }
}
