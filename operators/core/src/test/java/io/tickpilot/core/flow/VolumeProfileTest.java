package io.tickpilot.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VolumeProfileTest {

    private record Trade(int bar, long bin, double volume) {}

    /** The profile of whole bins, with all its trades kept. */
    private static final class Twin {
        private final int bars;
        private final double share;
        private final List<Trade> trades = new ArrayList<>();
        private int bar;

        Twin(int bars, double share) {
            this.bars = bars;
            this.share = share;
        }

        void add(long bin, double volume) {
            long low = Math.min(bin, trades.stream().mapToLong(Trade::bin).min().orElse(bin));
            long high =
                    Math.max(bin, trades.stream().mapToLong(Trade::bin).max().orElse(bin));
            if (high - low >= VolumeProfile.MAX_BINS) {
                trades.removeIf(trade -> trade.bin < bin - 2_048 || trade.bin > bin + 2_047);
            }
            trades.add(new Trade(bar, bin, volume));
        }

        void barClosed() {
            bar++;
            trades.removeIf(trade -> trade.bar < bar - bars);
        }

        double[] outputs() {
            TreeMap<Long, Double> volumes = new TreeMap<>();
            trades.forEach(trade -> volumes.merge(trade.bin, trade.volume, Double::sum));
            return NaiveFlow.profile(bar < bars ? new TreeMap<>() : volumes, 1, share);
        }
    }

    private static double[] outputs(VolumeProfile profile) {
        return new double[] {profile.pointOfControl(), profile.valueAreaHigh(), profile.valueAreaLow()};
    }

    private static VolumeProfile closed(double share, double... volumesFromBinZero) {
        VolumeProfile profile = new VolumeProfile(1, 1, share);
        for (int bin = 0; bin < volumesFromBinZero.length; bin++) {
            profile.add(bin, volumesFromBinZero[bin]);
        }
        profile.barClosed();
        return profile;
    }

    /**
     * The book gives the fullest price's 22,168, then 34,491 for the two prices on one side, 43,773 for the two on the other,
     * which are taken, and after them the next two of the same side. How the pairs divide is not given, nor needed.
     */
    @Test
    void takesPairsInTheOrderOfTheBooksExample() {
        double[] volumes = {9_000, 8_000, 20_000, 19_000, 22_000, 21_773, 22_168, 17_491, 17_000, 9_000, 500};
        double all = 0;
        for (double volume : volumes) {
            all += volume;
        }
        double fullest = 22_168;
        double lower = fullest + 43_773;
        double nextLower = lower + 39_000;
        double upper = nextLower + 34_491;

        assertThat(outputs(closed(fullest / all, volumes))).containsExactly(6.5, 7, 6);
        assertThat(outputs(closed((fullest + 1) / all, volumes))).containsExactly(6.5, 7, 4);
        assertThat(outputs(closed((lower + 1) / all, volumes))).containsExactly(6.5, 7, 2);
        assertThat(outputs(closed((nextLower + 1) / all, volumes))).containsExactly(6.5, 9, 2);
        assertThat(outputs(closed((upper + 1) / all, volumes))).containsExactly(6.5, 9, 0);
        assertThat(outputs(closed(0.70, volumes))).containsExactly(6.5, 9, 2);
        assertThat(outputs(closed(1, volumes))).containsExactly(6.5, 11, 0);
    }

    @Test
    void takesTheLowestOfSeveralFullestBinsAndTheUpperOfEqualPairs() {
        assertThat(outputs(closed(0.5, 1, 1, 5, 1, 1, 5))).containsExactly(2.5, 5, 2);
        assertThat(outputs(closed(0.6, 2, 2, 5, 2, 2))).containsExactly(2.5, 5, 2);
    }

    @Test
    void leavesEmptyBinsAtTheEdgesOutOfTheValueArea() {
        VolumeProfile profile = new VolumeProfile(1, 1, 0.9);
        profile.add(100, 8);
        profile.add(103, 0.5);
        profile.add(91, 2);
        profile.barClosed();

        assertThat(outputs(profile)).containsExactly(100.5, 104, 91);
    }

    @Test
    void putsAPriceOnAnEdgeIntoTheBinAboveIt() {
        for (int points = 100_000; points < 130_000; points += 10) {
            VolumeProfile profile = new VolumeProfile(1, 0.0001, 0.7);
            profile.add(points / 1e5, 1);
            profile.add((points + 9) / 1e5, 1);
            profile.barClosed();
            assertThat(profile.valueAreaLow()).isCloseTo(points / 1e5, within(1e-12));
            assertThat(profile.valueAreaHigh()).isCloseTo((points + 10) / 1e5, within(1e-12));
            assertThat(profile.pointOfControl()).isCloseTo((points + 5) / 1e5, within(1e-12));
        }
    }

    @Test
    void equalsItsNaiveTwinAndIsNaNBeforeItsWarmUp() {
        for (int bars : new int[] {1, 4, 9}) {
            SplittableRandom random = new SplittableRandom(bars);
            VolumeProfile profile = new VolumeProfile(bars, 1, 0.7);
            Twin twin = new Twin(bars, 0.7);
            long bin = 11_000;
            int closed = 0;
            for (int i = 0; i < 6_000; i++) {
                if (random.nextInt(15) == 0) {
                    profile.barClosed();
                    twin.barClosed();
                    closed++;
                }
                bin += random.nextInt(-3, 4);
                bin += random.nextInt(150) == 0 ? random.nextInt(-3_000, 3_001) : 0;
                double volume = random.nextInt(1, 20) / 4.0;
                profile.add(bin + random.nextDouble() * 0.99, volume);
                twin.add(bin, volume);
                assertThat(outputs(profile)).as("tick %d", i).isEqualTo(twin.outputs());
                assertThat(Double.isNaN(profile.pointOfControl())).isEqualTo(closed < profile.warmUp());
            }
        }
    }

    @Test
    void keepsTheBinsAroundAPriceThatJumpsTooFar() {
        VolumeProfile profile = new VolumeProfile(3, 1, 1);
        profile.add(0, 100);
        profile.barClosed();
        profile.add(3_000, 10);
        profile.barClosed();
        profile.add(4_095, 20);
        profile.barClosed();
        assertThat(outputs(profile)).containsExactly(0.5, 4_096, 0);

        profile.add(4_096, 1);
        assertThat(outputs(profile)).as("bin 0 is 4,096 away and forgotten").containsExactly(4_095.5, 4_097, 3_000);

        profile.add(1e12, 1);
        assertThat(outputs(profile)).containsExactly(1e12 + 0.5, 1e12 + 1, 1e12);
        profile.add(-1e300, 1);
        assertThat(profile.valueAreaHigh()).isEqualTo(-1e15 + 1);
    }

    @Test
    void staysSmallHoweverFarThePriceGoes() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        VolumeProfile profile = new VolumeProfile(10, 1, 0.7);
        int largest = 0;
        for (int i = 0; i < 20_000; i++) {
            profile.add(i % 2 == 0 ? i / 7.0 : random.nextInt(1_000_000_000), 0.1);
            if (i % 20 == 19) {
                profile.barClosed();
                largest = Math.max(largest, StateCopy.bytes(profile).length);
            }
        }
        assertThat(largest).isLessThan(10_000);
    }

    @Test
    void leavesNoTraceOfWhatHasLeft() {
        SplittableRandom random = new SplittableRandom(6);
        VolumeProfile profile = new VolumeProfile(5, 1, 0.7);
        for (int i = 0; i < 50_000; i++) {
            profile.add(random.nextInt(60), random.nextDouble() * 1e9);
            if (i % 10 == 9) {
                profile.barClosed();
            }
        }
        for (int i = 0; i < 5; i++) {
            profile.add(30 + i, 1e-9);
            profile.barClosed();
        }

        assertThat(outputs(profile)).containsExactly(30.5, 35, 30);
    }

    /** Sizes in tenths tie often, and their sums are never exact. */
    @Test
    void breaksTiesTheSameWayWhateverHasLeft() {
        SplittableRandom random = new SplittableRandom(31);
        int bars = 4;
        VolumeProfile running = new VolumeProfile(bars, 1, 0.7);
        List<double[]> closed = new ArrayList<>();
        for (int bar = 0; bar < 3_000; bar++) {
            double[] volumes =
                    random.ints(12, 0, 6).mapToDouble(tenths -> tenths / 10.0).toArray();
            closed.add(volumes);
            add(running, volumes);
            if (bar + 1 >= bars) {
                VolumeProfile fresh = new VolumeProfile(bars, 1, 0.7);
                closed.subList(bar + 1 - bars, bar + 1).forEach(each -> add(fresh, each));
                assertThat(running.pointOfControl()).as("bar %s", bar).isEqualTo(fresh.pointOfControl());
                assertThat(running.valueAreaHigh()).as("bar %s", bar).isEqualTo(fresh.valueAreaHigh());
                assertThat(running.valueAreaLow()).as("bar %s", bar).isEqualTo(fresh.valueAreaLow());
            }
        }
    }

    private static void add(VolumeProfile profile, double[] volumes) {
        for (int bin = 0; bin < volumes.length; bin++) {
            profile.add(bin + 0.5, volumes[bin]);
        }
        profile.barClosed();
    }

    @Test
    void isNaNWithoutVolumeInTheWindow() {
        VolumeProfile profile = new VolumeProfile(1, 1, 0.7);
        profile.add(5, 0);
        profile.add(5, -1);
        profile.add(5, Double.NaN);
        profile.add(5, Double.POSITIVE_INFINITY);
        profile.barClosed();
        assertThat(outputs(profile)).containsOnly(Double.NaN);

        profile.add(5, 1);
        assertThat(outputs(profile)).containsExactly(5.5, 6, 5);
        profile.barClosed();
        profile.barClosed();
        assertThat(outputs(profile)).containsOnly(Double.NaN);
    }

    @Test
    void goesOnBitByBitAfterARoundTripOfItsStateHoweverOftenItIsRead() throws IOException {
        SplittableRandom random = new SplittableRandom(14);
        VolumeProfile undisturbed = new VolumeProfile(5, 1e-4, 0.7);
        VolumeProfile subject = new VolumeProfile(5, 1e-4, 0.7);
        int i = 0;
        for (FlowTick tick : FlowTick.randomWalk(14, 4_000)) {
            double price = tick.mid() + (random.nextInt(300) == 0 ? random.nextDouble() : 0);
            double volume = random.nextDouble();
            if (tick.closesBar()) {
                undisturbed.barClosed();
                subject.barClosed();
            }
            undisturbed.add(price, volume);
            subject.add(price, volume);
            outputs(subject);
            if (i++ % 7 == 0) {
                VolumeProfile used = new VolumeProfile(5, 1e-4, 0.7);
                used.add(random.nextDouble() * 10, 1);
                used.barClosed();
                used.add(random.nextDouble() * 10, 1);
                subject = StateCopy.of(subject, used);
                assertThat(outputs(subject)).isEqualTo(outputs(undisturbed));
            }
        }
        assertThat(StateCopy.bytes(subject)).isEqualTo(StateCopy.bytes(undisturbed));
    }

    @Test
    void refusesParametersWithoutMeaning() {
        assertThatThrownBy(() -> new VolumeProfile(0, 1, 0.7)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new VolumeProfile(1, 0, 0.7)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new VolumeProfile(1, Double.NaN, 0.7)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new VolumeProfile(1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new VolumeProfile(1, 1, 1.01)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new VolumeProfile(1, 1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
