package io.tickpilot.bench.latency;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.SynchronizedHistogram;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.apache.flink.metrics.reporter.Scheduled;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * Keeps the job's own histograms within reach of this process: what the source and the hot operator publish live. Reads them
 * each second as a scraper would. The operator's cover the last 10 to 20 seconds. The source's hold the last 10,000 values
 * only, so what each reading finds is added up here; at 10,000 values a second or more that is a sample, below it values are
 * counted more than once, each as often as the others.
 */
public final class HistogramReporter implements MetricReporter, Scheduled {
    /** Of Flink's configuration, with the names this one goes by. */
    static final Map<String, String> CONFIGURATION = Map.of(
            "metrics.reporter.bench.factory.class",
            Factory.class.getName(),
            "metrics.reporter.bench.interval",
            "1 SECONDS");

    private static final Map<String, Histogram> HISTOGRAMS = new ConcurrentHashMap<>();
    private static final Map<String, SynchronizedHistogram> SAMPLES = new ConcurrentHashMap<>();
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final String STAGE = "<stage>";

    /** Found by Flink through the service file. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new HistogramReporter();
        }
    }

    /** Forgets what was added up. */
    static void reset() {
        SAMPLES.clear();
    }

    /** By metric, stages of one metric as {@code metric/stage}. One task: names are unique. */
    static Map<String, Percentiles> take() {
        Map<String, Percentiles> taken = new TreeMap<>();
        HISTOGRAMS.forEach((name, histogram) -> {
            if (!(histogram instanceof DescriptiveStatisticsHistogram)) {
                taken.put(name, Percentiles.of(histogram.getStatistics()));
            }
        });
        SAMPLES.forEach((name, sample) -> taken.put(name, Percentiles.of(sample)));
        return taken;
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String metricName, MetricGroup group) {
        if (metric instanceof Histogram histogram) {
            String stage = group.getAllVariables().get(STAGE);
            HISTOGRAMS.put(stage == null ? metricName : metricName + "/" + stage, histogram);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String metricName, MetricGroup group) {
        HISTOGRAMS.values().remove(metric);
    }

    @Override
    public void report() {
        HISTOGRAMS.forEach((name, histogram) -> {
            HistogramStatistics found = histogram.getStatistics();
            if (histogram instanceof DescriptiveStatisticsHistogram) {
                SynchronizedHistogram sample =
                        SAMPLES.computeIfAbsent(name, n -> new SynchronizedHistogram(LONGEST_NANOS, 2));
                for (long nanos : found.getValues()) {
                    sample.recordValue(Math.min(Math.max(0, nanos), LONGEST_NANOS));
                }
            }
        });
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}
}
