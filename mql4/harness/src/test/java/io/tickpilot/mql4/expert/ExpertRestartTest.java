package io.tickpilot.mql4.expert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.MarketClock;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.TradeReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends in the middle of something, of the bridge and of the EA. */
class ExpertRestartTest extends ExpertFixture {

    @Test
    void aBridgeRestartedAtEveryStageHasEachStageOnce() throws Exception {
        try (ExpertRig rig = rig("restarted").startBridge().startTerminal()) {
            rig.push(ExpertRig.buy("RESTARTED-1"));
            rig.awaitPosition(0.10, 1.09800);
            restartBridge(rig);
            rig.quote(1.10310);
            rig.awaitPosition(0.05, 1.10010);
            restartBridge(rig);
            rig.quote(1.10460);
            rig.awaitPosition(0.02, 1.10360);
            restartBridge(rig);
            rig.quote(1.10560);
            rig.awaitPosition(0.02, 1.10460);
            restartBridge(rig);
            rig.quote(1.10450);

            assertThat(rig.awaitReports(4)).isEqualTo(WHOLE_LIFE);
            rig.quote(1.10000);
            rig.push(ExpertRig.buy("RESTARTED-2"));
            rig.awaitReports(5);
            assertThat(rig.reports()).extracting(TradeReport::signalId).endsWith("RESTARTED-1", "RESTARTED-2");
        }
    }

    @Test
    void aTerminalKilledBetweenAnOrderAndItsAnswerFindsTheOrder() throws Exception {
        try (ExpertRig rig =
                rig("between").with("RetryMillis", "5000").startBridge().startTerminal()) {
            rig.terminal().command("set latetimeouts 1");
            rig.push(ExpertRig.buy("BETWEEN-1"));
            rig.awaitPrint("order for signal BETWEEN-1 failed: timeout");
            rig.restartTerminal();

            assertThat(rig.awaitReports(1)).containsExactly("OPENED 0.1 0.1 signal");
            assertThat(rig.reports()).extracting(TradeReport::signalId).containsExactly("BETWEEN-1");
            rig.quote(1.10310);
            rig.awaitPosition(0.05, 1.10010);
        }
    }

    @Test
    void anOrderThatWasNotCarriedOutBeforeTheEndIsToldAndNotSentAgain() throws Exception {
        try (ExpertRig rig =
                rig("interrupted").with("RetryMillis", "5000").startBridge().startTerminal()) {
            rig.terminal().command("set timeouts 1");
            rig.push(ExpertRig.buy("INTERRUPTED-1"));
            rig.awaitPrint("order for signal INTERRUPTED-1 failed: timeout");
            // Another stream tells the signal again.
            rig.terminal().kill();
            restartBridge(rig);
            rig.startTerminal();
            assertThat(rig.awaitReports(1)).containsExactly("REJECTED 0.1 0.0 interrupted");

            rig.push(ExpertRig.buy("INTERRUPTED-2"));
            rig.awaitPosition(0.10, 1.09800);
            rig.awaitReports(2);
            assertThat(rig.reports())
                    .extracting(TradeReport::signalId)
                    .containsExactly("INTERRUPTED-1", "INTERRUPTED-2");
        }
    }

    @Test
    void aTerminalThatIsNotConnectedYetDoesNotJudgeItsOrder() throws Exception {
        try (ExpertRig rig =
                rig("offline").with("RetryMillis", "5000").startBridge().startTerminal()) {
            rig.terminal().command("set latetimeouts 1");
            rig.push(ExpertRig.buy("OFFLINE-1"));
            rig.awaitPrint("order for signal OFFLINE-1 failed: timeout");
            rig.terminal().kill();
            rig.first("set connected 0");
            rig.attach();
            rig.awaitRow("no entries: stale-feed");
            rig.terminal().command("set connected 1");

            assertThat(rig.awaitReports(1)).containsExactly("OPENED 0.1 0.1 signal");
            rig.quote(1.10310);
            rig.awaitPosition(0.05, 1.10010);
            assertThat(rig.awaitReports(2)).last().isEqualTo("PARTIALLY_CLOSED 0.05 0.05 exit-1");
        }
    }

    @Test
    void aPcClockThatIsWrongByHoursAfterARestartClosesNothingAndDatesNothingWrong() throws Exception {
        try (ExpertRig rig = rig("hours").startBridge().startTerminal()) {
            rig.push(ExpertRig.buy("HOURS-1"));
            rig.awaitPosition(0.10, 1.09800);
            rig.awaitReports(1);
            rig.stopBridge();
            rig.first("set skew 7200000");
            rig.restartTerminalWithoutBridge();
            rig.quote(1.10310);
            rig.awaitPosition(0.05, 1.10010);
            rig.startBridge();

            assertThat(rig.awaitReports(2))
                    .containsExactly("OPENED 0.1 0.1 signal", "PARTIALLY_CLOSED 0.05 0.05 exit-1");
            long now = MarketClock.system().micros();
            assertThat(rig.reports().get(1).eventTimeMicros()).isBetween(now - 300_000_000L, now + 5_000_000L);
        }
    }

    /** The first terminal dies of a stop that was refused, the second of one that was set but not confirmed. */
    @ParameterizedTest
    @ValueSource(strings = {"fail 136 1", "set latetimeouts 1"})
    void aStopThatWasToBeTightenedIsSoAfterARestartAndReportedOnce(String fault) throws Exception {
        String account = "tightened-" + fault.charAt(0);
        try (ExpertRig rig =
                rig(account).with("RetryMillis", "5000").startBridge().startTerminal()) {
            rig.push(ExpertRig.buy(account));
            rig.awaitPosition(0.10, 1.09800);
            rig.quote(1.10050);
            rig.terminal().command(fault);
            rig.command(Kind.TIGHTEN_STOPS, "account:" + account, "id=t1;atr=0.8");
            rig.terminal().awaitEvent("REFUSED");
            rig.restartTerminal();

            rig.awaitPosition(0.10, 1.09970);
            rig.command(Kind.CLOSE_POSITIONS, "account:" + account, "id=c1");
            assertThat(rig.awaitReports(3))
                    .containsExactly(
                            "OPENED 0.1 0.1 signal", "MODIFIED 0.1 0.1 command:t1", "CLOSED 0.1 0.0 command:c1");
        }
    }

    @Test
    void aTerminalKilledBetweenAnOrderedReductionAndItsAnswerReducesOnce() throws Exception {
        try (ExpertRig rig = rig("reduced").startBridge().startTerminal()) {
            rig.push(ExpertRig.buy("REDUCED-1"));
            rig.awaitPosition(0.10, 1.09800);
            rig.terminal().command("set killafter 1");
            rig.command(Kind.REDUCE_POSITIONS, "account:reduced", "id=r1;fraction=0.3");
            assertThat(rig.terminal().exitCode()).isNotZero();
            // Another stream tells the command again.
            restartBridge(rig);
            rig.startTerminal();
            rig.command(Kind.CLOSE_POSITIONS, "account:reduced", "id=c1");

            assertThat(rig.awaitReports(3))
                    .containsExactly(
                            "OPENED 0.1 0.1 signal",
                            "PARTIALLY_CLOSED 0.03 0.07 command:r1",
                            "CLOSED 0.07 0.0 command:c1");
        }
    }

    private static void restartBridge(ExpertRig rig) throws Exception {
        rig.stopBridge();
        rig.startBridge();
    }
}
