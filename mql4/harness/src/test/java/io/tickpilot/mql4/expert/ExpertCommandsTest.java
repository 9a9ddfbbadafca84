package io.tickpilot.mql4.expert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.TradeReport;
import org.junit.jupiter.api.Test;

/** What an operator orders, by way of the journal and the bridge. */
class ExpertCommandsTest extends ExpertFixture {

    @Test
    void positionsAreTightenedReducedReportedAndClosedOnce() throws Exception {
        try (ExpertRig rig = rig("ordered").startBridge().startTerminal()) {
            rig.push(ExpertRig.buy("ORDERED-1"));
            rig.awaitPosition(0.10, 1.09800);

            rig.quote(1.10050);
            rig.command(Kind.TIGHTEN_STOPS, "account:ordered", "id=t1;atr=0.8");
            rig.awaitPosition(0.10, 1.09970);
            rig.command(Kind.REDUCE_POSITIONS, "scalp", "id=r1;fraction=0.3");
            rig.awaitPosition(0.07, 1.09970);
            // The next stream begins with what was not long ago: it is known, also to an EA that was stopped.
            rig.stopBridge();
            rig.startBridge();
            rig.restartTerminal();
            rig.command(Kind.CLOSE_POSITIONS, "another", "id=c0");
            rig.command(Kind.REPORT_POSITIONS, "*", "");
            ExpertRig.await(() -> rig.events(PositionReport.class).stream()
                    .anyMatch(report -> report.account().equals("ordered")
                            && report.positions().size() == 1
                            && report.positions().get(0).lots() == 0.07));
            rig.command(Kind.CLOSE_POSITIONS, "*", "id=c1");

            assertThat(rig.awaitReports(4))
                    .containsExactly(
                            "OPENED 0.1 0.1 signal",
                            "MODIFIED 0.1 0.1 command:t1",
                            "PARTIALLY_CLOSED 0.03 0.07 command:r1",
                            "CLOSED 0.07 0.0 command:c1");
            assertThat(rig.reports()).extracting(TradeReport::signalId).containsOnly("ORDERED-1");
        }
    }

    @Test
    void whatIsForbiddenStaysSoOverARestartUntilItIsAllowed() throws Exception {
        try (ExpertRig rig = rig("forbidden").startBridge().startTerminal()) {
            rig.command(Kind.KILL, "account:somebody", "");
            rig.command(Kind.BLOCK_ENTRIES, "*", "id=news");
            rig.awaitRow("no entries: blocked:news");
            rig.push(ExpertRig.buy("FORBIDDEN-1"));
            assertThat(rig.awaitReports(1)).last().isEqualTo("REJECTED 0.1 0.0 blocked:news");

            rig.command(Kind.KILL, "*", "");
            rig.awaitRow("no entries: kill");
            rig.command(Kind.UNBLOCK_ENTRIES, "*", "id=news");
            rig.terminal().kill();
            rig.attach();
            rig.awaitRow("no entries: kill");
            rig.command(Kind.RESUME, "*", "");
            rig.awaitRow(" ready");
            rig.command(Kind.TRIP_BREAKER, "symbol", "cause=drawdown;cooldown=0");
            rig.awaitRow("no entries: breaker:symbol");
            rig.command(Kind.RESET_BREAKER, "symbol", "");
            rig.awaitRow(" ready");

            rig.command(Kind.SET_LIMITS, "account:forbidden", "max-lots=0.04;risk-scale=0.5");
            rig.awaitPrint("max-lots=0.04");
            rig.push(ExpertRig.buy("FORBIDDEN-2"));
            rig.awaitPosition(0.04, 1.09800);
        }
    }

    @Test
    void aResumeThatWasGivenWhileTheTerminalWasAwayIsHeard() throws Exception {
        try (ExpertRig rig = rig("resumed").startBridge().startTerminal()) {
            rig.command(Kind.KILL, "account:resumed", "");
            rig.awaitRow("no entries: kill");
            rig.terminal().kill();
            rig.command(Kind.RESUME, "account:resumed", "");

            rig.startTerminal();
            assertThat(rig.row()).contains(" ready");
        }
    }
}
