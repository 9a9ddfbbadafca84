package io.tickpilot.core.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.config.Settings;
import io.tickpilot.core.risk.RiskSettings;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No preset is ever broken by an order that left: random prices, fills, delays and losses of messages, judged by a {@link Referee}. */
class PropFirmPropertyTest {
    private static final int SEQUENCES = 1_500;

    /** Accounts under rules, and the same rules in the referee's words. */
    private enum Case {
        FTMO("rules: ftmo", law(0.05, "balance", false, 0.1, "initial-balance", Double.NaN, "Europe/Prague", 0, 120)),
        THE5ERS(
                "rules: the5ers",
                law(0.05, "higher", true, 0.1, "initial-balance", Double.NaN, "America/New_York", 17, 120)),
        FUNDEDNEXT(
                "rules: fundednext",
                law(0.05, "higher", false, 0.1, "initial-balance", Double.NaN, "America/New_York", 17, 300)),
        TOPSTEP(
                "rules: topstep, consistency: 0",
                law(0.02, "balance", false, 0.04, "day-end-balance", 0, "America/Chicago", 17, 0)),
        TRAILING_EQUITY(
                "rules: custom, max-loss: 0.04, max-loss-from: equity, lock: 0.05",
                law(0.05, "balance", false, 0.04, "equity", 0.05, "Europe/Prague", 0, 0)),
        TRAILING_BALANCE_OVERNIGHT(
                "rules: custom, max-loss: 0.06, max-loss-from: balance, daily-base: equity, flat: 0",
                law(0.05, "equity", false, 0.06, "balance", Double.NaN, "Europe/Prague", 0, 0)),
        LOTS_AND_TRADES(
                "rules: custom, max-lots: 4, max-trades: 9, day-start: 3h",
                law(0.05, "balance", false, 0.1, "initial-balance", Double.NaN, "Europe/Prague", 3, 0)
                        .with(4, 9));

        private final SupervisorSettings settings;
        private final Referee.Law law;

        Case(String yaml, Law law) {
            String more = yaml.contains("flat:") ? "" : ", flat: 2m";
            Settings root = Settings.parse(
                    "prop-firm: {" + yaml + more + ", initial-balance: 100000, highest: 103000}", Map.of());
            settings = SupervisorSettings.from(root, RiskSettings.DEFAULTS, 5_000_000);
            root.leaveOtherAreas();
            root.check();
            this.law = law.law;
        }
    }

    private record Law(Referee.Law law) {
        Law with(double lots, int trades) {
            return new Law(new Referee.Law(
                    law.initial(),
                    law.daily(),
                    law.dailyFrom(),
                    law.dailyOfStart(),
                    law.total(),
                    law.totalFrom(),
                    law.highest(),
                    law.lock(),
                    law.zone(),
                    law.startHour(),
                    lots,
                    trades,
                    law.newsSeconds()));
        }
    }

    private static Law law(
            double daily,
            String from,
            boolean ofStart,
            double total,
            String totalFrom,
            double lock,
            String zone,
            int hour,
            int news) {
        return new Law(new Referee.Law(
                100_000, daily, from, ofStart, total, totalFrom, 103_000, lock, zone, hour, 0, 0, news));
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    void noOrderThatLeftBreaksARule(Case rules) {
        int sent = 0;
        int held = 0;
        double closest = 1;
        int closedByCommand = 0;
        for (int seed = 0; seed < SEQUENCES; seed++) {
            TradingWorld world = world(rules, seed, true);
            Referee referee = world.run();
            assertThat(referee.violations).as("seed %d", seed).isEmpty();
            sent += world.sent;
            held += world.held;
            closest = Math.min(closest, referee.closest);
            closedByCommand += world.closedByCommand;
        }
        assertThat(sent).as("orders that left").isGreaterThan(SEQUENCES);
        assertThat(held).as("orders held back").isGreaterThan(SEQUENCES);
        double near = rules.law.maxLots() > 0 ? 0.8 : 0.4;
        assertThat(closest).as("share of a loss that was left at worst").isLessThan(near);
        if (rules.settings.rules().flatMicros() > 0) {
            assertThat(closedByCommand).as("closed before the day's end").isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    void theRefereeFindsViolationsWhereNobodyLimits(Case rules) {
        int broken = 0;
        for (int seed = 0; seed < 40; seed++) {
            broken += world(rules, seed, false).run().violations.isEmpty() ? 0 : 1;
        }
        assertThat(broken).isGreaterThan(4);
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        TradingWorld first = world(Case.FTMO, 7, true);
        TradingWorld second = world(Case.FTMO, 7, true);

        assertThat(first.run().closest).isEqualTo(second.run().closest);
        assertThat(first.sent).isEqualTo(second.sent);
    }

    /** Begins minutes before a day's end, one time in three well away from it, around the year. */
    private static TradingWorld world(Case rules, int seed, boolean limited) {
        Random random = new Random(seed * 31L + rules.ordinal());
        int hour = rules.law.startHour();
        LocalDateTime end = LocalDateTime.of(2026, 1, 5, hour, 0).plusDays(random.nextInt(360));
        long minutes = random.nextInt(3) == 0 ? 300 : 0;
        long micros = end.atZone(ZoneId.of(rules.law.zone())).toEpochSecond() * 1_000_000L;
        long start = micros - (minutes * 60 + 130 + random.nextInt(110)) * 1_000_000L;
        return new TradingWorld(random.nextLong(), rules.settings, rules.law, start, limited);
    }
}
