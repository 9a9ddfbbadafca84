package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.Command.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StandingForAllTest {
    private static final long SECOND = 1_000_000;
    private final StandingForAll standing = new StandingForAll();
    private long sequence;

    @Test
    void whatWasEndedIsNotToldAndWhatEndsIsNeverTold() {
        take(Kind.KILL, "*", "");
        take(Kind.KILL, "account:a", "");
        take(Kind.BLOCK_ENTRIES, "scalp", "id=flash");
        take(Kind.BLOCK_ENTRIES, "scalp", "id=losses");
        take(Kind.DISABLE_AGENT, "technical", "");
        take(Kind.TRIP_BREAKER, "account:a", "cause=loss;cooldown=1");
        assertThat(told(SECOND))
                .containsExactly(
                        "KILL *",
                        "KILL account:a",
                        "BLOCK_ENTRIES scalp id=flash",
                        "BLOCK_ENTRIES scalp id=losses",
                        "DISABLE_AGENT technical",
                        "TRIP_BREAKER account:a cause=loss;cooldown=1");

        take(Kind.RESUME, "*", "");
        take(Kind.UNBLOCK_ENTRIES, "scalp", "id=flash");
        take(Kind.ENABLE_AGENT, "technical", "");
        take(Kind.RESET_BREAKER, "account:a", "");
        assertThat(told(SECOND)).containsExactly("KILL account:a", "BLOCK_ENTRIES scalp id=losses");
    }

    @Test
    void whatIsOverIsNotTold() {
        take(Kind.BLOCK_ENTRIES, "*", "id=a;until=" + 5 * SECOND);
        take(Kind.SET_LIMITS, "account:a", "max-lots=1;until=" + 9 * SECOND);
        take(Kind.TRIP_BREAKER, "symbol", "cause=x;cooldown=" + 7 * SECOND);
        take(Kind.KILL, "*", "");

        assertThat(told(5 * SECOND)).hasSize(4);
        assertThat(told(8 * SECOND)).containsExactly("SET_LIMITS account:a max-lots=1;until=" + 9 * SECOND, "KILL *");
        assertThat(told(10 * SECOND)).containsExactly("KILL *");
    }

    @Test
    void theNewestRateAndLimitsOfEachAreTold() {
        take(Kind.SET_RATE, "JPY", "rate=0.0064;at=1;account-currency=USD");
        take(Kind.SET_RATE, "JPY", "rate=0.0059;at=1;account-currency=EUR");
        take(Kind.SET_LIMITS, "account:a", "max-lots=1");
        take(Kind.SET_RATE, "JPY", "rate=0.0065;at=2;account-currency=USD");
        take(Kind.SET_LIMITS, "account:a", "max-lots=2");

        assertThat(told(SECOND))
                .containsExactly(
                        "SET_RATE JPY rate=0.0059;at=1;account-currency=EUR",
                        "SET_RATE JPY rate=0.0065;at=2;account-currency=USD",
                        "SET_LIMITS account:a max-lots=2");
    }

    @Test
    void whatEndsAllOfAKindEndsThatOfOne() {
        take(Kind.PAUSE_STRATEGY, "scalp", "");
        take(Kind.TRIP_BREAKER, "strategy:scalp", "cause=x");
        take(Kind.TRIP_BREAKER, "symbol", "cause=x");
        take(Kind.RESUME_STRATEGY, "*", "");
        take(Kind.RESET_BREAKER, "strategy:*", "");
        take(Kind.PAUSE_STRATEGY, "drift", "");

        assertThat(told(SECOND)).containsExactly("TRIP_BREAKER symbol cause=x", "PAUSE_STRATEGY drift");
    }

    @Test
    void whatIsDoneOnceIsNotAmongThem() {
        take(Kind.CLOSE_POSITIONS, "*", "id=c");
        take(Kind.REDUCE_POSITIONS, "*", "id=r;fraction=0.5");
        take(Kind.TIGHTEN_STOPS, "*", "id=t;atr=1");
        take(Kind.REPORT_POSITIONS, "*", "");

        assertThat(told(0)).isEmpty();
    }

    @Test
    void partitionsTellTheSameInWhateverOrderTheyArePutTogether() {
        Random random = new Random(7);
        List<String> targets = List.of("*", "account:a", "account:b");
        for (int round = 0; round < 200; round++) {
            List<StandingForAll> partitions = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                partitions.add(new StandingForAll());
            }
            StandingForAll whole = new StandingForAll();
            for (int place = 1; place <= 12; place++) {
                Command command =
                        command(random.nextBoolean() ? Kind.KILL : Kind.RESUME, targets.get(random.nextInt(3)), "");
                whole.take(command, place);
                // A crash may keep it from all partitions but one.
                int certain = random.nextInt(4);
                for (int i = 0; i < 4; i++) {
                    if (i == certain || random.nextInt(3) > 0) {
                        partitions.get(i).take(command, place);
                    }
                }
            }

            StandingForAll together = new StandingForAll();
            List<StandingForAll> shuffled = new ArrayList<>(partitions);
            java.util.Collections.shuffle(shuffled, random);
            shuffled.forEach(together::takeAll);

            assertThat(together.inForce(0)).isEqualTo(whole.inForce(0));
        }
    }

    @Test
    void othersAreHeardOnlyOfWhatNothingIsKnownHere() {
        take(Kind.KILL, "*", "");
        StandingForAll others = new StandingForAll();
        others.take(command(Kind.RESUME, "*", ""), 50);
        others.take(command(Kind.KILL, "account:b", ""), 51);

        standing.takeUnheardOf(others);

        assertThat(told(SECOND)).containsExactly("KILL *", "KILL account:b");
    }

    @Test
    void placesRiseWhileTheClockStandsAndARepeatedCommandKeepsIts() {
        Command kill = command(Kind.KILL, "*", "");
        long first = standing.place(kill, 0);
        standing.take(kill.forSymbol("EURUSD"), first);
        Command resume = command(Kind.RESUME, "*", "");
        long second = standing.place(resume, 0);

        assertThat(first).isPositive();
        assertThat(second).isGreaterThan(first);
        assertThat(standing.place(kill, SECOND)).isEqualTo(first);
        assertThat(standing.place(resume, SECOND)).isEqualTo(SECOND);
    }

    @Test
    void comesBackAsItWasSaved() {
        take(Kind.KILL, "*", "");
        take(Kind.RESUME, "*", "");
        take(Kind.BLOCK_ENTRIES, "*", "id=a");

        StandingForAll back = StandingForAll.fromWire(standing.toWire());

        assertThat(back.inForce(0)).isEqualTo(standing.inForce(0));
        assertThat(back.toWire()).isEqualTo(standing.toWire());
        assertThat(back.place(command(Kind.KILL, "*", ""), 0))
                .isEqualTo(standing.place(command(Kind.KILL, "*", ""), 0));
    }

    private void take(Kind kind, String target, String argument) {
        Command command = command(kind, target, argument);
        standing.take(command, command.sourceSequence());
    }

    private Command command(Kind kind, String target, String argument) {
        return new Command("EURUSD", 1, kind, target, argument, "test", "", "cli", ++sequence);
    }

    private List<String> told(long nowMicros) {
        return standing.inForce(nowMicros).stream()
                .map(StandingCommands.Standing::command)
                .map(each -> (each.kind() + " " + each.target() + " " + each.argument()).strip())
                .toList();
    }
}
