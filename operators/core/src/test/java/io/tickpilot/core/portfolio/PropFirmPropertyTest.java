package io.tickpilot.core.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No preset is ever broken by an order that left: random prices, fills, delays and losses of messages, judged by a {@link Referee}. */
class PropFirmPropertyTest {
    private static final int SEQUENCES = 1_500;

    @ParameterizedTest
    @EnumSource(FirmCase.class)
    void noOrderThatLeftBreaksARule(FirmCase rules) {
        int sent = 0;
        int held = 0;
        double closest = 1;
        int closedByCommand = 0;
        for (int seed = 0; seed < SEQUENCES; seed++) {
            TradingWorld world = world(rules, seed, true);
            Referee referee = world.run();
            assertThat(referee.violations).as("seed %d", seed).isEmpty();
            sent += world.sent;
            held += world.held();
            closest = Math.min(closest, referee.closest);
            closedByCommand += world.closedByCommand;
        }
        assertThat(sent).as("orders that left").isGreaterThan(SEQUENCES);
        assertThat(held).as("orders held back").isGreaterThan(SEQUENCES);
        double near = rules.law().maxLots() > 0 ? 0.8 : 0.4;
        assertThat(closest).as("share of a loss that was left at worst").isLessThan(near);
        if (rules.settings().rules().flatMicros() > 0) {
            assertThat(closedByCommand).as("closed before the day's end").isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(FirmCase.class)
    void theRefereeFindsViolationsWhereNobodyLimits(FirmCase rules) {
        int broken = 0;
        for (int seed = 0; seed < 40; seed++) {
            broken += world(rules, seed, false).run().violations.isEmpty() ? 0 : 1;
        }
        assertThat(broken).isGreaterThan(4);
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        TradingWorld first = world(FirmCase.FTMO, 7, true);
        TradingWorld second = world(FirmCase.FTMO, 7, true);

        assertThat(first.run().closest).isEqualTo(second.run().closest);
        assertThat(first.sent).isEqualTo(second.sent);
    }

    /** Begins minutes before a day's end, one time in three well away from it, around the year. */
    private static TradingWorld world(FirmCase rules, int seed, boolean limited) {
        Random random = new Random(seed * 31L + rules.ordinal());
        int hour = rules.law().startHour();
        LocalDateTime end = LocalDateTime.of(2026, 1, 5, hour, 0).plusDays(random.nextInt(360));
        long minutes = random.nextInt(3) == 0 ? 300 : 0;
        long micros = end.atZone(ZoneId.of(rules.law().zone())).toEpochSecond() * 1_000_000L;
        long start = micros - (minutes * 60 + 130 + random.nextInt(110)) * 1_000_000L;
        long worldSeed = random.nextLong();
        return new TradingWorld(
                worldSeed,
                rules.settings(),
                rules.law(),
                start,
                TradingWorld.allowances(worldSeed ^ 0x5DEECE66DL, rules.settings(), limited));
    }
}
