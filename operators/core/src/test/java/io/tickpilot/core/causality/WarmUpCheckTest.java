package io.tickpilot.core.causality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.causality.WarmUpReport.Verdict;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.feature.FeatureCatalogue;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Memory;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.core.regime.RegimeModels;
import io.tickpilot.core.testing.RandomTicks;
import io.tickpilot.core.testing.TickBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WarmUpCheckTest {
    private static final InstrumentCatalogue INSTRUMENTS = InstrumentCatalogue.presets();
    private static final Resources RESOURCES = new Resources(EconomicCalendar.empty(), RegimeModels.plain());
    private static final FeatureSchema EVERY = FeatureCatalogue.everyFeature(BarSpec.parse("m1"), RESOURCES);

    /** Six weeks, a tick each quarter of a minute or so. */
    private static final List<SequencedEvent> WEEKS = ticks(240_000, 15_000_000);

    private static SchemaRows rowsOf(FeatureSchema schema) {
        return new SchemaRows("EURUSD", INSTRUMENTS, FeaturePlan.of(List.of(schema), RESOURCES), schema);
    }

    private static WarmUpReport.Feature of(WarmUpReport report, String name) {
        return report.features().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyFeatureForgetsAsItDeclares() {
        WarmUpReport report = WarmUpCheck.run(rowsOf(EVERY), WEEKS, 2, CheckProgress.NONE);

        assertThat(report.holds()).isTrue();
        assertThat(report.features())
                .as("all of them were there long enough to be judged")
                .allSatisfy(f -> assertThat(f.verdict()).as(f.name()).isEqualTo(Verdict.HOLDS))
                .allSatisfy(f -> assertThat(f.worst()).as(f.name()).isLessThan(WarmUpCheck.TOLERANCE));
    }

    @Test
    void catchesAMemoryThatIsLongerThanDeclared() {
        FeatureSchema schema = FeatureSchema.parse("""
                name: forgetful
                features: [{of: ema-distance}, {of: rsi}, {of: cumulative-delta}, {of: atr-rank}, {of: sma-distance}]
                """);

        WarmUpReport report =
                WarmUpCheck.run(rowsOf(schema), WEEKS.subList(0, 60_000), 2, CheckProgress.NONE, f -> Memory.WINDOW);

        assertThat(report.holds()).isFalse();
        assertThat(report.features())
                .filteredOn(f -> f.verdict() == Verdict.FAILS)
                .extracting(WarmUpReport.Feature::name)
                .containsExactly("ema-distance", "rsi", "cumulative-delta", "atr-rank");
        assertThat(of(report, "ema-distance").barsUntilTolerance()).isBetween(22, 21 * Memory.FADING_WARM_UPS);
    }

    @Test
    void doesNotJudgeWhatTheEventsAreTooFewFor() {
        WarmUpReport report = WarmUpCheck.run(rowsOf(EVERY), WEEKS.subList(0, 12_000), 2, CheckProgress.NONE);

        assertThat(of(report, "atr-rank").verdict()).isEqualTo(Verdict.TOO_SHORT);
        assertThat(of(report, "atr-rank").compared()).isZero();
        assertThat(of(report, "sma-distance").verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void beginsWithWholeBarsOfEachKind() {
        FeatureSchema schema = FeatureSchema.parse("""
                name: mixed
                rows: ticks-40
                features:
                  - {of: donchian-width, period: 5}
                  - {of: donchian-width, period: 5, bars: h1, name: of-hours}
                  - {of: donchian-width, period: 5, bars: ticks-300, name: of-ticks}
                  - {of: ticks, bars: volume-100, name: of-volume}
                  - {of: rsi, bars: volume-100, scale: unit}
                """);

        WarmUpReport report = WarmUpCheck.run(rowsOf(schema), WEEKS.subList(0, 60_000), 3, CheckProgress.NONE);

        assertThat(report.features())
                .allSatisfy(f -> assertThat(f.verdict()).as(f.name()).isEqualTo(Verdict.HOLDS));
        assertThat(of(report, "of-hours").barsUntilTolerance())
                .as("the forming bar is the fifth")
                .isEqualTo(4);
    }

    @Test
    void aScaleThatFadesIsWaitedFor() {
        FeatureSchema schema = FeatureSchema.parse("{name: scaled, features: [{of: range, scale: atr}]}");

        WarmUpReport report = WarmUpCheck.run(rowsOf(schema), WEEKS.subList(0, 30_000), 2, CheckProgress.NONE);

        assertThat(report.features().get(0).memory()).isEqualTo(Memory.FADING);
        assertThat(report.features().get(0).declaredBars()).isEqualTo(15 * Memory.FADING_WARM_UPS);
        assertThat(report.features().get(0).verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void refusesToBeginTooOften() {
        assertThatThrownBy(() -> WarmUpCheck.run(rowsOf(EVERY), WEEKS, 9, CheckProgress.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<SequencedEvent> ticks(int count, long meanMicros) {
        SplittableRandom random = new SplittableRandom(8);
        List<SequencedEvent> ticks = new ArrayList<>(count);
        long time = RandomTicks.START_MICROS;
        long points = 110_000;
        for (int i = 0; i < count; i++) {
            time += random.nextLong(1, 2 * meanMicros);
            points += random.nextInt(-6, 7);
            ticks.add(TickBuilder.aTick()
                    .atMicros(time)
                    .quote(points / 1e5, (points + random.nextInt(5, 20)) / 1e5)
                    .sizes(random.nextInt(1, 50) / 10.0, random.nextInt(1, 50) / 10.0)
                    .sequence(i)
                    .sequenced());
        }
        return AcceptedEvents.of(ticks, "EURUSD", INSTRUMENTS, ValidationSettings.defaults());
    }
}
