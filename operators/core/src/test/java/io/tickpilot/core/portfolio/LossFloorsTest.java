package io.tickpilot.core.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import java.time.ZonedDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Floors of the presets, by the firms' own examples. */
class LossFloorsTest {

    /** https://academy.ftmo.com/lesson/maximum-daily-loss: $200,000, a day that has lost $8,000 may lose $2,000 more. */
    @Test
    void ftmosDailyLossIsFivePercentOfTheInitialBalanceBelowTheDaysFirst() {
        LossFloors floors = floors("rules: ftmo, initial-balance: 200000");

        floors.observe(at("2026-03-02T00:00:10+01:00[Europe/Prague]"), 200_000, 200_000);
        assertThat(192_000 - floors.daily()).isEqualTo(2_000);
        floors.observe(at("2026-03-02T23:59:59+01:00[Europe/Prague]"), 204_000, 191_000);
        assertThat(floors.daily()).isEqualTo(190_000);
        assertThat(floors.total()).isEqualTo(180_000);

        floors.observe(at("2026-03-03T00:00:01+01:00[Europe/Prague]"), 204_000, 191_000);
        assertThat(floors.daily()).as("profit that was closed before midnight").isEqualTo(194_000);
        assertThat(floors.tightest()).isEqualTo(194_000);
    }

    /** https://ftmo.com/au/?p=1671, the 1-Step's limit: day 1 $90,000, day 2 $94,000, day 3 $94,000. */
    @Test
    void aFloorThatTrailsTheDaysEndFollowsTheHighestBalance() {
        LossFloors floors = floors("rules: ftmo, max-loss-from: day-end-balance, initial-balance: 100000");
        floors.observe(at("2026-07-01T00:00:00+02:00[Europe/Prague]"), 100_000, 100_000);
        floors.observe(at("2026-07-01T15:00:00+02:00[Europe/Prague]"), 107_000, 108_000);
        floors.observe(at("2026-07-01T23:59:59+02:00[Europe/Prague]"), 104_000, 103_000);
        assertThat(floors.total()).isEqualTo(90_000);

        floors.observe(at("2026-07-02T00:00:00+02:00[Europe/Prague]"), 104_000, 103_000);
        assertThat(floors.total()).isEqualTo(94_000);
        floors.observe(at("2026-07-02T23:59:00+02:00[Europe/Prague]"), 103_000, 103_000);
        floors.observe(at("2026-07-03T00:00:00+02:00[Europe/Prague]"), 103_000, 103_000);
        assertThat(floors.total()).isEqualTo(94_000);
    }

    /** Topstep, What is the Maximum Loss Limit: $50K; $50,500 makes it $48,500, $52,500 locks it at $50,000. */
    @Test
    void topstepsFloorStopsAtTheInitialBalance() {
        LossFloors floors = floors("rules: topstep, initial-balance: 50000");
        floors.observe(at("2026-07-01T18:00:00-05:00[America/Chicago]"), 50_000, 50_000);
        assertThat(floors.total()).isEqualTo(48_000);
        floors.observe(at("2026-07-02T16:59:00-05:00[America/Chicago]"), 50_500, 50_500);
        floors.observe(at("2026-07-02T17:00:00-05:00[America/Chicago]"), 50_500, 50_500);
        assertThat(floors.total()).isEqualTo(48_500);
        floors.observe(at("2026-07-03T16:00:00-05:00[America/Chicago]"), 50_000, 50_000);
        floors.observe(at("2026-07-03T17:00:00-05:00[America/Chicago]"), 50_000, 50_000);
        assertThat(floors.total()).isEqualTo(48_500);
        floors.observe(at("2026-07-04T16:00:00-05:00[America/Chicago]"), 52_500, 52_500);
        floors.observe(at("2026-07-04T17:00:00-05:00[America/Chicago]"), 52_500, 52_500);
        assertThat(floors.total()).isEqualTo(50_000);
        floors.observe(at("2026-07-05T17:00:00-05:00[America/Chicago]"), 60_000, 60_000);
        floors.observe(at("2026-07-06T17:00:00-05:00[America/Chicago]"), 60_000, 60_000);
        assertThat(floors.total()).isEqualTo(50_000);
    }

    /** https://help.the5ers.com: five percent of the day's starting equity or balance, whichever is higher, at 5 PM New York. */
    @Test
    void the5ersDayBeginsAtFiveInNewYorkWithTheHigherOfBalanceAndEquity() {
        LossFloors floors = floors("rules: the5ers, initial-balance: 100000");
        floors.observe(at("2026-01-05T16:00:00-05:00[America/New_York]"), 100_000, 100_000);

        floors.observe(at("2026-01-05T17:00:00-05:00[America/New_York]"), 100_000, 102_000);

        assertThat(floors.daily()).isEqualTo(102_000 * 0.95);
        assertThat(floors.dayEnd(at("2026-03-07T18:00:00-05:00[America/New_York]")))
                .as("the night the clocks change has 23 hours")
                .isEqualTo(at("2026-03-08T17:00:00-04:00[America/New_York]"));
    }

    @Test
    void aDayMetLateBeganWithNoLessThanTheBrokerSays() {
        LossFloors floors = floors("rules: ftmo, initial-balance: 100000");
        long noon = at("2026-03-02T12:00:00+01:00[Europe/Prague]");
        floors.observe(noon, 97_000, 97_000);

        floors.dayStarted(at("2026-03-02T00:00:00+01:00[Europe/Prague]"), 99_500);

        assertThat(floors.daily()).isEqualTo(94_500);
        floors.dayStarted(at("2026-03-01T00:00:00+01:00[Europe/Prague]"), 130_000);
        assertThat(floors.daily()).as("another day's start").isEqualTo(94_500);
    }

    @Test
    void trailingFloorsFollowEveryHeight() {
        LossFloors equity = floors("rules: custom, max-loss-from: equity, initial-balance: 100000, highest: 101000");
        LossFloors balance = floors("rules: custom, max-loss-from: balance, initial-balance: 100000");
        for (LossFloors floors : new LossFloors[] {equity, balance}) {
            floors.observe(1_000_000, 100_000, 100_000);
            floors.observe(2_000_000, 102_000, 104_000);
            floors.observe(3_000_000, 101_000, 101_000);
        }

        assertThat(equity.total()).isEqualTo(94_000);
        assertThat(balance.total()).isEqualTo(92_000);
        assertThat(equity.rangeAmount()).isEqualTo(10_000);
    }

    @Test
    void withoutRulesThereIsNoFloor() {
        LossFloors floors = floors("rules: none");
        floors.observe(1, 100, 100);

        assertThat(floors.tightest()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(floors.rangeAmount()).isInfinite();
        assertThat(PropFirmRules.NONE.isOn()).isFalse();
    }

    @Test
    void everyNumberCanBeOverriddenAndFaultsAreNamed() {
        Settings root = Settings.parse(
                "prop-firm: {rules: ftmo, daily-loss: 0.04, day-zone: Mars/Base, lock: never, max-losses: 1}",
                Map.of());
        PropFirmRules rules = PropFirmRules.from(root);

        assertThat(rules.dailyLoss()).isEqualTo(0.04);
        assertThat(rules.maxLoss()).isEqualTo(0.1);
        assertThat(rules.lock()).isNaN();
        assertThatThrownBy(root::check)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("prop-firm.day-zone: must be a time zone such as Europe/Prague: Mars/Base")
                .hasMessageContaining("prop-firm.max-losses: unknown key");
    }

    private static LossFloors floors(String yaml) {
        return new LossFloors(PropFirmRules.from(Settings.parse("prop-firm: {" + yaml + "}", Map.of())));
    }

    private static long at(String time) {
        return ZonedDateTime.parse(time).toEpochSecond() * 1_000_000L;
    }
}
