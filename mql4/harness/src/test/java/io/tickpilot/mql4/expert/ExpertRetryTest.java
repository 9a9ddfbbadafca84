package io.tickpilot.mql4.expert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A broker that refuses, each error code by its own rule. */
class ExpertRetryTest extends ExpertFixture {

    @Test
    void triesAgainAfterErrorsThatPass() throws Exception {
        try (ExpertRig rig = rig("retry").startBridge().startTerminal()) {
            for (int code : new int[] {4, 6, 129, 135, 136, 137, 138, 145, 146}) {
                rig.terminal().command("fail " + code + " 2");
                assertOpened(rig, "RETRY-" + code);
                assertThat(attempts(rig, "RETRY-" + code)).as("error %d", code).isEqualTo(2);
            }
        }
    }

    /** After five seconds: the broker counts requests. Each signal meets one of the errors. */
    @Test
    void triesAgainLaterWhenTheBrokerWasAskedTooOften() throws Exception {
        try (ExpertRig rig = rig("often").startBridge().startTerminal()) {
            rig.terminal().command("fail 8 1");
            rig.terminal().command("fail 141 1");
            rig.push(ExpertRig.buy("OFTEN-8"));
            rig.push(ExpertRig.buy("OFTEN-141"));

            assertThat(rig.awaitReports(2)).containsExactly("OPENED 0.1 0.1 signal", "OPENED 0.1 0.1 signal");
            assertThat(rig.reports()).extracting(TradeReport::signalId).containsExactly("OFTEN-8", "OFTEN-141");
            assertThat(rig.orders()).hasSize(2);
            assertThat(attempts(rig, "OFTEN-8")).isEqualTo(1);
            assertThat(attempts(rig, "OFTEN-141")).isEqualTo(1);
        }
    }

    @Test
    void neverSendsTheSameAgainAfterOthers() throws Exception {
        Map<Integer, String> errors = new TreeMap<>(Map.of(
                130, "stops",
                131, "volume",
                132, "market-closed",
                133, "trade-disabled",
                134, "money",
                148, "too-many-orders"));
        try (ExpertRig rig = rig("refused").startBridge().startTerminal()) {
            int told = 0;
            for (Map.Entry<Integer, String> error : errors.entrySet()) {
                String id = "REFUSED-" + error.getKey();
                rig.terminal().command("fail " + error.getKey() + " 1");
                rig.push(ExpertRig.buy(id));

                assertThat(rig.awaitReports(++told)).last().isEqualTo("REJECTED 0.1 0.0 " + error.getValue());
                assertThat(attempts(rig, id)).as(id).isEqualTo(1);
            }
            assertThat(rig.orders()).isEmpty();
            assertThat(rig.reports()).hasSize(errors.size());
        }
    }

    @Test
    void givesUpAfterItsRetries() throws Exception {
        try (ExpertRig rig =
                rig("bounded").with("MaxRetries", "3").startBridge().startTerminal()) {
            rig.terminal().command("fail 138 100");
            rig.push(ExpertRig.buy("BOUNDED-1"));

            assertThat(rig.awaitReports(1)).containsExactly("REJECTED 0.1 0.0 requote");
            assertThat(attempts(rig, "BOUNDED-1")).isEqualTo(4);
        }
    }

    @Test
    void checksAgainBeforeEveryAttemptAndDoesNotTradeWhatHasExpired() throws Exception {
        try (ExpertRig rig = rig("expires")
                .with("MaxRetries", "20")
                .with("RetryMillis", "300")
                .startBridge()
                .startTerminal()) {
            rig.terminal().command("fail 138 100");
            rig.push(ExpertRig.signal("EXPIRES-1", Side.BUY, ExpertRig.plan(), Duration.ZERO, Duration.ofSeconds(2)));

            assertThat(rig.awaitReports(1)).containsExactly("REJECTED 0.1 0.0 expired");
            assertThat(attempts(rig, "EXPIRES-1")).isPositive();
        }
    }

    /** 128 as "timeouts" is not carried out, as "latetimeouts" it is; the others tell as little. */
    @Test
    void afterAnUnknownOutcomeItLooksWhetherTheOrderIsThere() throws Exception {
        try (ExpertRig rig = rig("unknown").startBridge().startTerminal()) {
            for (String fault : List.of("set timeouts", "set latetimeouts", "fail 2", "fail 142", "fail 143")) {
                rig.terminal().command(fault + " 1");
                assertOpened(rig, fault.replace(' ', '-'));
            }
            assertThat(rig.terminal().events("OPEN")).hasSize(5);
        }
    }

    /** The first fault meets a partial close, the second the change of a stop, the third a close by command. */
    @Test
    void closesAndChangesComeAboutInTheEndAndAreReportedOnce() throws Exception {
        List<String> faults = List.of(
                "fail 1",
                "fail 2",
                "fail 4",
                "fail 6",
                "fail 128",
                "fail 129",
                "fail 130",
                "fail 135",
                "fail 136",
                "fail 137",
                "fail 138",
                "fail 142",
                "fail 143",
                "fail 145",
                "fail 146",
                "set latetimeouts");
        try (ExpertRig rig = rig("closes").startBridge().startTerminal()) {
            int told = 0;
            for (String fault : faults) {
                rig.quote(1.10000);
                rig.push(ExpertRig.buy(fault));
                rig.awaitPosition(0.10, 1.09800);
                rig.terminal().command(fault + " 1");
                rig.quote(1.10310);
                rig.awaitPosition(0.05, 1.10010);
                rig.quote(1.10460);
                rig.awaitPosition(0.02, 1.10360);
                rig.terminal().command(fault + " 1");
                rig.quote(1.10560);
                rig.awaitPosition(0.02, 1.10460);
                rig.terminal().command(fault + " 1");
                rig.command(Kind.CLOSE_POSITIONS, "account:closes", "id=c1");

                told += 4;
                List<String> reports = rig.awaitReports(told);
                assertThat(reports.subList(told - 4, reports.size()))
                        .as(fault)
                        .containsExactly(
                                "OPENED 0.1 0.1 signal",
                                "PARTIALLY_CLOSED 0.05 0.05 exit-1",
                                "PARTIALLY_CLOSED 0.03 0.02 exit-2",
                                "CLOSED 0.02 0.0 command:c1");
                assertThat(rig.orders()).isEmpty();
            }
        }
    }

    @Test
    void whatLiesWithinTheFreezeLevelIsClosedOnceItDoesNot() throws Exception {
        try (ExpertRig rig = rig("frozen").startBridge().startTerminal()) {
            rig.push(ExpertRig.buy("FROZEN-1"));
            rig.awaitPosition(0.10, 1.09800);
            rig.terminal().command("symbol EURUSD freezelevel=5000");
            rig.quote(1.10310);
            rig.push(ExpertRig.buy("FROZEN-2"));
            rig.awaitReports(2);
            assertThat(rig.orders()).singleElement().satisfies(order -> assertThat(order.number("lots"))
                    .isEqualTo(0.10));
            assertThat(rig.terminal().events("REFUSED")).isEmpty();

            rig.terminal().command("symbol EURUSD freezelevel=0");
            rig.awaitPosition(0.05, 1.10010);
        }
    }

    @Test
    void whileTheTradeContextIsBusyNothingIsSent() throws Exception {
        try (ExpertRig rig = rig("busy").startBridge().startTerminal()) {
            rig.terminal().command("set busyfor 2000");
            rig.push(ExpertRig.buy("BUSY-1"));

            rig.awaitPosition(0.10, 1.09800);
            assertThat(rig.awaitReports(1)).containsExactly("OPENED 0.1 0.1 signal");
            assertThat(rig.terminal().events("REFUSED")).isEmpty();
        }
    }

    /** Has one signal traded, once, and its position closed by hand. */
    private static void assertOpened(ExpertRig rig, String id) throws Exception {
        int told = rig.reports().size();
        rig.push(ExpertRig.buy(id));
        int ticket = rig.awaitPosition(0.10, 1.09800).whole("ticket");
        assertThat(rig.awaitReports(told + 1)).as(id).last().isEqualTo("OPENED 0.1 0.1 signal");
        rig.terminal().command("close " + ticket);
        assertThat(rig.awaitReports(told + 2)).as(id).last().isEqualTo("CLOSED 0.1 0.0 manual");
        assertThat(rig.reports().get(told).signalId()).isEqualTo(id);
    }

    /** How often the broker was asked for a signal's order and did not fill it. */
    private static long attempts(ExpertRig rig, String id) {
        return rig.terminal().prints().stream()
                .filter(line -> line.contains("order for signal " + id + " "))
                .count();
    }
}
