package io.tickpilot.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.event.TradeReport.Status;
import io.tickpilot.core.market.Side;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OpenPositionsTest {
    private final OpenPositions positions = new OpenPositions();

    @Test
    void followsAPositionThroughPartialClosesUnderNewTickets() {
        positions.apply(report(Status.OPENED, "a", 1, 1, 1.0, 1.0), 0, Double.NaN);
        positions.apply(report(Status.PARTIALLY_CLOSED, "a", 2, 1, 0.5, 0.5), 0, Double.NaN);
        assertThat(positions.positions())
                .containsExactly(new OpenPosition("a", 1, Side.BUY, 0.5, 1, 0, "", 0, Double.NaN));

        positions.apply(report(Status.MODIFIED, "a", 2, 1, 0, 0.5), 0, Double.NaN);
        positions.apply(report(Status.REJECTED, "a", 9, 9, 1, 0), 0, Double.NaN);
        assertThat(positions.count()).isEqualTo(1);

        positions.apply(report(Status.CLOSED, "a", 2, 1, 0.5, 0), 0, Double.NaN);
        assertThat(positions.isEmpty()).isTrue();
        assertThat(positions.count()).isZero();
    }

    @Test
    void isTheSameAfterAReportToldTwice() {
        positions.apply(report(Status.OPENED, "a", 1, 1, 1.0, 1.0), 0, Double.NaN);
        positions.apply(report(Status.OPENED, "a", 1, 1, 1.0, 1.0), 0, Double.NaN);

        assertThat(positions.count()).isEqualTo(1);
    }

    @Test
    void aModifiedPositionHasAnotherStop() {
        positions.apply(report(Status.OPENED, "a", 1, 1, 1.0, 1.0), 0.9, 40);
        positions.apply(report(Status.MODIFIED, "a", 1, 1, 0, 1.0), 0, Double.NaN);

        assertThat(positions.positions()).containsExactly(new OpenPosition("a", 1, Side.BUY, 1.0, 1, 1, "", 0, 40));
        assertThat(positions.positions().get(0).stopDistance(1)).isZero();
    }

    @Test
    void countsTheAccountThatHoldsMost() {
        positions.apply(report(Status.OPENED, "a", 1, 1, 1, 1), 0, Double.NaN);
        positions.apply(report(Status.OPENED, "b", 1, 1, 1, 1), 0, Double.NaN);
        assertThat(positions.count()).isEqualTo(1);

        positions.apply(report(Status.OPENED, "b", 2, 2, 1, 1), 0, Double.NaN);
        assertThat(positions.count()).isEqualTo(2);
    }

    @Test
    void survivesWriting() throws IOException {
        positions.apply(report(Status.OPENED, "a", 1, 1, 0.3, 0.3), 0, Double.NaN);
        positions.apply(report(Status.OPENED, "b", 2, 2, 0.1, 0.1), 0, Double.NaN);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        positions.writeTo(new DataOutputStream(bytes));

        OpenPositions read =
                OpenPositions.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), true);

        assertThat(read.positions()).isEqualTo(positions.positions());
        assertThat(read.count()).isEqualTo(1);
    }

    private static TradeReport report(
            Status status, String account, long ticket, long origin, double lots, double remaining) {
        return new TradeReport(
                "EURUSD", 0, status, account, "s", "", ticket, origin, Side.BUY, lots, remaining, 1, 0, 0, "", "t", 1);
    }
}
