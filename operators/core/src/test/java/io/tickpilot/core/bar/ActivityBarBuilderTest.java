package io.tickpilot.core.bar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityBarBuilderTest {
    private static final int LENGTH = 5_000;

    /** A quote, or a trade with the price in {@code bid} and the size in {@code bidSize}; whole numbers, so sums are exact. */
    private record Event(boolean trade, long micros, long bidPoints, long askPoints, long bidTenths, long askTenths) {
        void addTo(ActivityBarBuilder builder) {
            if (trade) {
                builder.addTrade(micros, bidPoints / 1e3, bidTenths / 1e1);
            } else {
                builder.add(micros, bidPoints / 1e3, askPoints / 1e3, bidTenths / 1e1, askTenths / 1e1);
            }
        }
    }

    private static ActivityBarBuilder builder(String spec) {
        return new ActivityBarBuilder("EURUSD", BarSpec.parse(spec));
    }

    private static List<ActivityBar> bars(ActivityBarBuilder builder, List<Event> events) {
        List<ActivityBar> bars = new ArrayList<>();
        for (Event event : events) {
            event.addTo(builder);
            if (builder.isComplete()) {
                bars.add(builder.close());
            }
        }
        return bars;
    }

    /** Random walk with silences, late and crossed quotes, missing sizes, and bursts of trades that begin before any quote. */
    private static List<Event> events(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Event> events = new ArrayList<>();
        long time = 1_000_000_000L;
        long points = 1_100;
        boolean burst = true;
        for (int i = 0; i < LENGTH; i++) {
            time += random.nextLong(1, 500_000) + (random.nextInt(500) == 0 ? 200_000_000_000L : 0);
            long late = random.nextInt(10) == 0 ? random.nextLong(2_000_000) : 0;
            if (random.nextInt(20) == 0) {
                burst = !burst;
            }
            points = Math.max(500, points + random.nextInt(-6, 7));
            long spread = random.nextInt(-1, 8);
            long size = random.nextInt(4) == 0 ? 0 : random.nextInt(1, 40);
            events.add(
                    burst && (i < 10 || random.nextBoolean())
                            ? new Event(true, time - late, points, 0, size, 0)
                            : new Event(false, time - late, points, points + spread, size, random.nextInt(0, 40)));
        }
        return events;
    }

    /** Runs of the list whose sum, in whole thousandths, tenths or ones, reaches the threshold. */
    private static List<ActivityBar> naive(BarSpec spec, List<Event> events) {
        List<ActivityBar> bars = new ArrayList<>();
        List<Event> open = new ArrayList<>();
        Event quote = null;
        Event before = null;
        long newest = Long.MIN_VALUE;
        long start = 0;
        for (Event event : events) {
            if (event.trade() && (!spec.countsTrades() || quote == null || event.bidTenths() == 0)) {
                continue;
            }
            newest = Math.max(newest, event.micros());
            if (open.isEmpty()) {
                start = newest;
                before = event.trade() ? quote : event;
            }
            if (!event.trade()) {
                quote = event;
            }
            open.add(event);
            if (sum(spec, open) >= Math.round(spec.threshold() * scale(spec))) {
                bars.add(naiveBar(spec, open, before, start, newest));
                open.clear();
            }
        }
        return bars;
    }

    private static long scale(BarSpec spec) {
        return switch (spec.unit()) {
            case VOLUME, TRADE_VOLUME -> 10;
            case DOLLAR, TRADE_DOLLAR -> 10_000;
            default -> 1;
        };
    }

    private static long sum(BarSpec spec, List<Event> events) {
        return events.stream()
                .filter(event -> event.trade() == spec.countsTrades())
                .mapToLong(event -> switch (spec.unit()) {
                    case VOLUME -> event.bidTenths() + event.askTenths();
                    case DOLLAR -> event.bidPoints() * event.bidTenths() + event.askPoints() * event.askTenths();
                    case TRADE_VOLUME -> event.bidTenths();
                    case TRADE_DOLLAR -> event.bidPoints() * event.bidTenths();
                    default -> 1;
                })
                .sum();
    }

    private static ActivityBar naiveBar(BarSpec spec, List<Event> events, Event first, long start, long end) {
        List<Event> quotes = events.stream().filter(event -> !event.trade()).toList();
        List<Event> prices = Stream.concat(Stream.of(first), quotes.stream()).toList();
        Event last = prices.get(prices.size() - 1);
        return new ActivityBar(
                "EURUSD",
                spec.toString(),
                start,
                end,
                first.bidPoints() / 1e3,
                prices.stream().mapToLong(Event::bidPoints).max().orElseThrow() / 1e3,
                prices.stream().mapToLong(Event::bidPoints).min().orElseThrow() / 1e3,
                last.bidPoints() / 1e3,
                first.askPoints() / 1e3,
                prices.stream().mapToLong(Event::askPoints).max().orElseThrow() / 1e3,
                prices.stream().mapToLong(Event::askPoints).min().orElseThrow() / 1e3,
                last.askPoints() / 1e3,
                quotes.size(),
                quotes.stream().mapToLong(Event::bidTenths).sum() / 1e1,
                quotes.stream().mapToLong(Event::askTenths).sum() / 1e1,
                events.stream().filter(Event::trade).mapToLong(Event::bidTenths).sum() / 1e1);
    }

    private static ActivityBar withRoundVolumes(ActivityBar bar) {
        return new ActivityBar(
                bar.symbol(),
                bar.spec(),
                bar.startMicros(),
                bar.endMicros(),
                bar.bidOpen(),
                bar.bidHigh(),
                bar.bidLow(),
                bar.bidClose(),
                bar.askOpen(),
                bar.askHigh(),
                bar.askLow(),
                bar.askClose(),
                bar.ticks(),
                Math.round(bar.bidVolume() * 10) / 1e1,
                Math.round(bar.askVolume() * 10) / 1e1,
                Math.round(bar.tradeVolume() * 10) / 1e1);
    }

    private static List<String> specs() {
        return List.of(
                "ticks-1",
                "ticks-7",
                "ticks-500",
                "volume-0.1",
                "volume-10",
                "volume-333.3",
                "dollar-10",
                "dollar-1000",
                "trade-volume-0.5",
                "trade-volume-20",
                "trade-dollar-2.5",
                "trade-dollar-50");
    }

    @ParameterizedTest
    @MethodSource("specs")
    void equalsItsNaiveTwin(String spec) {
        for (int seed = 0; seed < 5; seed++) {
            List<Event> events = events(seed);

            List<ActivityBar> bars = bars(builder(spec), events);

            assertThat(bars.stream().map(ActivityBarBuilderTest::withRoundVolumes))
                    .isNotEmpty()
                    .isEqualTo(naive(BarSpec.parse(spec), events));
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void losesNeitherTickNorVolume(String spec) {
        List<Event> events = events(11);
        ActivityBarBuilder builder = builder(spec);
        List<ActivityBar> bars = bars(builder, events);
        List<Event> quotes = events.stream().filter(event -> !event.trade()).toList();
        List<Event> trades = events.subList(events.indexOf(quotes.get(0)), events.size()).stream()
                .filter(event -> event.trade() && builder.spec().countsTrades())
                .toList();

        int formingTicks = builder.isForming() ? builder.ticks() : 0;
        double formingVolume = builder.isForming() ? builder.bidVolume() + builder.askVolume() : 0;

        assertThat(bars.stream().mapToInt(ActivityBar::ticks).sum() + formingTicks)
                .isEqualTo(quotes.size());
        assertThat(bars.stream()
                                .mapToDouble(bar -> bar.bidVolume() + bar.askVolume())
                                .sum()
                        + formingVolume)
                .isCloseTo(
                        quotes.stream()
                                        .mapToLong(event -> event.bidTenths() + event.askTenths())
                                        .sum()
                                / 1e1,
                        within(1e-6));
        assertThat(bars.stream().mapToDouble(ActivityBar::tradeVolume).sum() + builder.tradeVolume())
                .isCloseTo(trades.stream().mapToLong(Event::bidTenths).sum() / 1e1, within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void barsNeverOverlapNorRunBackwards(String spec) {
        long end = Long.MIN_VALUE;
        for (ActivityBar bar : bars(builder(spec), events(12))) {
            assertThat(bar.startMicros()).isGreaterThanOrEqualTo(end);
            assertThat(bar.endMicros()).isGreaterThanOrEqualTo(bar.startMicros());
            end = bar.endMicros();
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void goesOnFromItsStateAnywhere(String spec) throws IOException {
        List<Event> events = events(13);
        List<ActivityBar> undisturbed = bars(builder(spec), events);
        for (int split = 0; split < LENGTH; split += 97) {
            ActivityBarBuilder first = builder(spec);
            List<ActivityBar> bars = new ArrayList<>(bars(first, events.subList(0, split)));
            byte[] state = state(first);
            ActivityBarBuilder second = builder(spec);
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
                second.readFrom(in);
                assertThat(in.read()).isEqualTo(-1);
            }

            assertThat(state(second)).isEqualTo(state);
            bars.addAll(bars(second, events.subList(split, LENGTH)));

            assertThat(bars).isEqualTo(undisturbed);
        }
    }

    private static byte[] state(ActivityBarBuilder builder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        builder.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    @Test
    void theTickThatReachesTheThresholdEndsItsBarAndItsExcessIsDropped() {
        ActivityBarBuilder builder = builder("volume-10");

        builder.add(1, 1.1, 1.2, 4, 5);
        assertThat(builder.isComplete()).isFalse();
        builder.add(2, 1.3, 1.5, 40, 50);
        assertThat(builder.isComplete()).isTrue();
        assertThat(builder.bidClose()).isEqualTo(1.3);
        assertThat(builder.amount()).isEqualTo(99);

        assertThat(builder.close())
                .isEqualTo(new ActivityBar(
                        "EURUSD", "volume-10", 1, 2, 1.1, 1.3, 1.1, 1.3, 1.2, 1.5, 1.2, 1.5, 2, 44, 55, 0));
        assertThat(builder.isForming()).isFalse();
        assertThat(builder.isComplete()).isFalse();
        builder.add(3, 1, 1, 4, 5);
        assertThat(builder.isComplete()).isFalse();
    }

    @Test
    void tenSizesOfATenthMakeOne() {
        ActivityBarBuilder builder = builder("trade-volume-1");
        builder.add(0, 1, 1, 0, 0);
        for (int i = 1; i < 10; i++) {
            builder.addTrade(i, 1, 0.1);
            assertThat(builder.isComplete()).isFalse();
        }

        builder.addTrade(10, 1, 0.1);

        assertThat(builder.amount()).isLessThan(1);
        assertThat(builder.isComplete()).isTrue();
    }

    @Test
    void aTradeBeforeTheFirstQuoteIsLeftOut() {
        ActivityBarBuilder builder = builder("trade-volume-5");

        builder.addTrade(1, 100, 50);
        assertThat(builder.isForming()).isFalse();
        builder.add(2, 99, 101, 0, 0);
        builder.addTrade(3, 100, 5);

        assertThat(builder.close())
                .isEqualTo(new ActivityBar(
                        "EURUSD", "trade-volume-5", 2, 3, 99, 99, 99, 99, 101, 101, 101, 101, 1, 0, 0, 5));
    }

    @Test
    void aTradeOpensABarAtTheQuoteThatStands() {
        ActivityBarBuilder builder = builder("trade-dollar-1000");
        builder.add(1, 99, 101, 3, 4);
        builder.add(2, 98, 100, 3, 4);
        builder.addTrade(3, 100, 10);
        builder.close();

        builder.addTrade(4, 103, 20);

        assertThat(builder.close())
                .isEqualTo(new ActivityBar(
                        "EURUSD", "trade-dollar-1000", 4, 4, 98, 98, 98, 98, 100, 100, 100, 100, 0, 0, 0, 20));
    }

    @Test
    void tradesChangeNothingInBarsOfQuotes() {
        List<Event> events = events(14);
        List<Event> quotes = events.stream().filter(event -> !event.trade()).toList();
        for (String spec : new String[] {"ticks-7", "volume-10", "dollar-1000"}) {
            assertThat(bars(builder(spec), events)).isEqualTo(bars(builder(spec), quotes));
        }
    }

    @Test
    void countsOnlySizesThatAreNumbers() {
        ActivityBarBuilder quotes = builder("dollar-10");
        quotes.add(1, 1, 1, Double.NaN, -1);
        quotes.add(2, 1, 1, Double.POSITIVE_INFINITY, 0.25);
        ActivityBarBuilder trades = builder("trade-dollar-10");
        trades.add(1, 1, 1, 0, 0);
        trades.addTrade(2, 1, Double.NaN);
        trades.addTrade(3, Double.NaN, 2);
        trades.addTrade(4, 1, 0.25);

        assertThat(quotes.amount()).isEqualTo(0.25);
        assertThat(quotes.close().askVolume()).isEqualTo(0.25);
        assertThat(trades.amount()).isEqualTo(0.25);
        assertThat(trades.close().tradeVolume()).isEqualTo(2.25);
    }

    @Test
    void keepsCrossedQuotesAsTheyCame() {
        ActivityBarBuilder builder = builder("ticks-2");
        builder.add(1, 1.2, 1.1, 0, 0);
        builder.add(2, 1.0, 1.3, 0, 0);

        assertThat(builder.close())
                .isEqualTo(
                        new ActivityBar("EURUSD", "ticks-2", 1, 2, 1.2, 1.2, 1.0, 1.0, 1.1, 1.3, 1.1, 1.3, 2, 0, 0, 0));
    }

    @Test
    void aLateTickCountsAtTheNewestTimeSoFar() {
        ActivityBarBuilder builder = builder("ticks-2");
        builder.add(10, 1, 1, 0, 0);
        builder.add(20, 1, 1, 0, 0);
        builder.close();

        builder.add(15, 2, 2, 0, 0);
        builder.add(30, 1, 1, 0, 0);

        ActivityBar bar = builder.close();
        assertThat(bar.startMicros()).isEqualTo(20);
        assertThat(bar.endMicros()).isEqualTo(30);
        assertThat(bar.bidOpen()).isEqualTo(2);
    }

    @Test
    void refusesMoreUntilACompleteBarIsClosed() {
        ActivityBarBuilder builder = builder("ticks-1");
        assertThatThrownBy(builder::close).isInstanceOf(IllegalStateException.class);
        builder.add(1, 1, 1, 0, 0);

        assertThatThrownBy(() -> builder.add(2, 1, 1, 0, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("bar is complete and was not closed: symbol=EURUSD bars=ticks-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s1", "h1"})
    void buildsNoTimeBars(String spec) {
        assertThatThrownBy(() -> builder(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bars must be of activity: " + spec);
    }
}
