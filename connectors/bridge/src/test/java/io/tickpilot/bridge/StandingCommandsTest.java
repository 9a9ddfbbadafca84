package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.Command.Kind;
import org.junit.jupiter.api.Test;

class StandingCommandsTest {
    private static final long SECOND = 1_000_000;
    private final StandingCommands standing = new StandingCommands();
    private long sequence;

    @Test
    void aLaterCommandAboutTheSameThingReplacesTheOneBefore() {
        take(Kind.KILL, "*", "", 0);
        take(Kind.KILL, "account:a", "", 1);
        take(Kind.BLOCK_ENTRIES, "scalp", "id=flash", 2);
        take(Kind.BLOCK_ENTRIES, "scalp", "id=losses", 3);
        take(Kind.RESUME, "*", "", 4);
        take(Kind.UNBLOCK_ENTRIES, "scalp", "id=flash", 5);

        assertThat(standing.all())
                .extracting(each -> each.command().kind())
                .containsExactly(Kind.KILL, Kind.BLOCK_ENTRIES, Kind.RESUME, Kind.UNBLOCK_ENTRIES);
        assertThat(standing.all())
                .extracting(each -> each.command().target())
                .containsExactly("account:a", "scalp", "*", "scalp");
    }

    @Test
    void whatHasAnEndIsForgottenAfterIt() {
        take(Kind.BLOCK_ENTRIES, "*", "id=a;until=" + 5 * SECOND, 0);
        take(Kind.SET_LIMITS, "account:a", "max-lots=1;until=" + 9 * SECOND, 0);
        take(Kind.CLOSE_POSITIONS, "*", "id=c", 0);
        take(Kind.KILL, "*", "", 0);

        take(Kind.TRIP_BREAKER, "symbol", "cause=x", 6 * SECOND);
        assertThat(standing.all())
                .extracting(each -> each.command().kind())
                .containsExactly(Kind.SET_LIMITS, Kind.CLOSE_POSITIONS, Kind.KILL, Kind.TRIP_BREAKER);

        take(Kind.RESET_BREAKER, "symbol", "", 61 * SECOND);
        assertThat(standing.all())
                .extracting(each -> each.command().kind())
                .containsExactly(Kind.KILL, Kind.RESET_BREAKER);
    }

    @Test
    void theNewestQuestionForPositionsStandsForADayForTheChainWaitsForItsAnswer() {
        take(Kind.REPORT_POSITIONS, "*", "", 0);
        take(Kind.REPORT_POSITIONS, "*", "", SECOND);
        take(Kind.KILL, "*", "", 3_600 * SECOND);

        assertThat(standing.all())
                .extracting(each -> each.command().kind() + " " + each.logTimeMicros())
                .containsExactly("REPORT_POSITIONS " + SECOND, "KILL " + 3_600 * SECOND);

        take(Kind.RESUME, "*", "", 86_402 * SECOND);
        assertThat(standing.all()).extracting(each -> each.command().kind()).containsExactly(Kind.RESUME);
    }

    @Test
    void comesBackAsItWasSaved() {
        take(Kind.KILL, "*", "", 1);
        take(Kind.TRIP_BREAKER, "strategy:scalp", "cause=losses;cooldown=5", 2);

        assertThat(StandingCommands.fromWire(standing.toWire()).all()).isEqualTo(standing.all());
    }

    private void take(Kind kind, String target, String argument, long logTimeMicros) {
        standing.take(
                new Command("EURUSD", logTimeMicros, kind, target, argument, "test", "", "cli", ++sequence),
                logTimeMicros);
    }
}
