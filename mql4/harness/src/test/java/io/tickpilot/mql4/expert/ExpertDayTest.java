package io.tickpilot.mql4.expert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.FaultProxy;
import io.tickpilot.bridge.MessageRelay;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A bad day, bad signals and bad lines, beside a real bridge. */
class ExpertDayTest extends ExpertFixture {
    private static final long DAY_SECONDS = 86_400;
    private static final long HOUR_SECONDS = 3_600;

    @Test
    void aDayLostRefusesSignalsAlsoAfterARestartAndEndsWithTheBrokersMidnight() throws Exception {
        long zone = zoneWhereItIs(22 * HOUR_SECONDS);
        try (ExpertRig rig = rig("lost").first("set zone " + zone).startBridge().startTerminal()) {
            rig.push(ExpertRig.buy("LOST-1"));
            rig.awaitPosition(0.10, 1.09800);
            // 5 % of 10,000 are lost by another's trade; the open position goes on.
            rig.terminal().command("set balance 9400");
            rig.quote(1.10001);
            rig.awaitRow("no entries: daily-loss");
            rig.push(ExpertRig.buy("LOST-2"));
            assertThat(rig.awaitReports(2)).last().isEqualTo("REJECTED 0.1 0.0 daily-loss");

            rig.terminal().kill();
            rig.attach();
            rig.awaitRow("no entries: daily-loss");
            rig.quote(1.10310);
            rig.awaitPosition(0.05, 1.10010);
            rig.push(ExpertRig.buy("LOST-3"));
            assertThat(rig.awaitReports(4)).last().isEqualTo("REJECTED 0.1 0.0 daily-loss");

            rig.terminal().command("set zone " + (zone + 4 * HOUR_SECONDS));
            rig.quote(1.10000);
            rig.awaitRow(" ready");
            rig.push(ExpertRig.buy("LOST-4"));
            rig.awaitReports(6);
            assertThat(rig.reports())
                    .filteredOn(report -> report.status() == TradeReport.Status.OPENED)
                    .extracting(TradeReport::signalId)
                    .containsExactly("LOST-1", "LOST-4");
        }
    }

    @Test
    void aDayLostClosesEverythingWhereTheTraderWantsSo() throws Exception {
        try (ExpertRig rig =
                rig("closing").with("CloseOnDailyLoss", "true").startBridge().startTerminal()) {
            rig.push(ExpertRig.buy("CLOSING-1"));
            rig.awaitPosition(0.10, 1.09800);
            rig.terminal().command("fail 136 3");
            rig.terminal().command("set balance 9400");
            rig.quote(1.10001);

            assertThat(rig.awaitReports(2)).containsExactly("OPENED 0.1 0.1 signal", "CLOSED 0.1 0.0 daily-loss");
            assertThat(rig.orders()).isEmpty();
        }
    }

    @Test
    void whatIsExpiredWhenItComesIsNeverTraded() throws Exception {
        try (ExpertRig rig = rig("expired").startBridge().startTerminal()) {
            rig.push(ExpertRig.signal(
                    "EXPIRED-1", Side.BUY, ExpertRig.plan(), Duration.ofSeconds(10), Duration.ofSeconds(9)));
            rig.push(ExpertRig.buy("EXPIRED-2"));
            rig.awaitPosition(0.10, 1.09800);
            rig.awaitReports(1);
            assertThat(rig.reports()).extracting(TradeReport::signalId).containsExactly("EXPIRED-2");
        }
    }

    /** Every tenth message each of both lines is lost, every tenth comes twice, every tenth comes late. */
    @Test
    void lostDoubledAndReorderedMessagesChangeNothing() throws Exception {
        ExpertRig rig = rig("messages")
                .with("MaxPositions", "20")
                .with("MaxPositionsPerSymbol", "20")
                .startBridge();
        try (MessageRelay requests = MessageRelay.ofRequests(rig.addresses().control(), 3);
                MessageRelay published =
                        MessageRelay.ofPublished(rig.addresses().signals(), 4);
                rig) {
            rig.with("ControlAddresses", requests.address()).with("SignalAddresses", published.address());
            rig.startTerminal();
            requests.disturb(0.1);
            published.disturb(0.1);
            List<String> made = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                made.add("MESSAGES-" + i);
                rig.push(ExpertRig.buy(made.get(i)));
                rig.quote(1.10000 + i % 2 * 0.00001);
            }

            rig.awaitReports(20);
            requests.disturb(0);
            published.disturb(0);
            rig.push(ExpertRig.buy("MESSAGES-LAST"));
            rig.awaitReports(21);
            Map<String, Long> opened =
                    rig.reports().stream().collect(Collectors.groupingBy(TradeReport::signalId, Collectors.counting()));
            assertThat(opened)
                    .hasSize(21)
                    .containsKeys(made.toArray(String[]::new))
                    .values()
                    .containsOnly(1L);
            assertThat(rig.orders()).hasSize(20);
            assertThat(rig.reports()).last().extracting(TradeReport::reason).isEqualTo("max-open");
            assertThat(requests.dropped() + published.dropped()).isPositive();
            assertThat(requests.doubled() + published.doubled()).isPositive();
        }
    }

    @Test
    void overTheWebSocketAloneATradeLivesTheSameLife() throws Exception {
        ExpertRig rig = rig("alone").with("FailAfterMillis", "500").startBridge();
        try (FaultProxy dead = new FaultProxy(1, 1);
                rig) {
            dead.set(FaultProxy.Fault.CUT);
            rig.with("ControlAddresses", dead.address())
                    .with("SignalAddresses", dead.address())
                    .with("WebSocketAddress", rig.addresses().webSocket());
            rig.startTerminal();
            rig.push(ExpertRig.buy("ALONE-1"));
            rig.awaitPosition(0.10, 1.09800);
            rig.quote(1.10310);
            rig.awaitPosition(0.05, 1.10010);
            rig.restartTerminal();
            rig.quote(1.10460);
            rig.awaitPosition(0.02, 1.10360);
            rig.quote(1.10350);

            assertThat(rig.awaitReports(4)).isEqualTo(WHOLE_LIFE);
        }
    }

    /** Seconds that the broker's clock is before UTC, so that it shows this second of its day now. */
    private static long zoneWhereItIs(long secondOfDay) {
        long now = System.currentTimeMillis() / 1_000 % DAY_SECONDS;
        return secondOfDay - now + (secondOfDay < now ? DAY_SECONDS : 0);
    }
}
