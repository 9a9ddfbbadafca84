package io.tickpilot.local.ea;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.mql4.TerminalLine;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerTallyTest {
    private final BrokerTally tally = new BrokerTally();

    @Test
    void aPositionClosedInPartsIsOneAndWonWhenAllItsPartsTogetherMadeMoney() {
        tally.take(open(1));
        tally.take(close(1, "10.00", "-7.00", 2));
        assertThat(tally.closed()).isZero();
        tally.take(close(2, "4.00", "-3.50", 3));
        tally.take(close(3, "-1.00", "-3.50", 0));

        assertThat(tally.opened()).isEqualTo(1);
        assertThat(tally.closed()).isEqualTo(1);
        assertThat(tally.won()).as("13.00 less costs of 14.00").isZero();
    }

    @Test
    void countsWhatWasOpenedBeforeAsClosedOnly() {
        tally.take(close(9, "5.00", "-1.00", 0));

        assertThat(tally.opened()).isZero();
        assertThat(tally.closed()).isEqualTo(1);
        assertThat(tally.won()).isEqualTo(1);
    }

    @Test
    void otherEventsChangeNothing() {
        tally.take(new TerminalLine("EVENT", "MODIFY", Map.of("ticket", "1")));
        tally.take(new TerminalLine("PRINT", "", Map.of("text", "OPEN")));

        assertThat(tally.opened()).isZero();
    }

    private static TerminalLine open(int ticket) {
        return new TerminalLine("EVENT", "OPEN", Map.of("ticket", Integer.toString(ticket)));
    }

    private static TerminalLine close(int ticket, String profit, String commission, int rest) {
        return new TerminalLine(
                "EVENT",
                "CLOSE",
                Map.of(
                        "ticket",
                        Integer.toString(ticket),
                        "profit",
                        profit,
                        "commission",
                        commission,
                        "swap",
                        "0.00",
                        "remainder",
                        Integer.toString(rest)));
    }
}
