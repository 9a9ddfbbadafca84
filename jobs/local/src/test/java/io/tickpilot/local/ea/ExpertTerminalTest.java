package io.tickpilot.local.ea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.mql4.SimulatedMt4;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Expert Advisor without a bridge. */
class ExpertTerminalTest {
    private static final Path MQL4 = Path.of("../../mql4");
    private static final Instrument YEN = new Instrument("USDJPY", 3, 100_000, 0.1, 50, 0.1, "USD", "JPY");

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void needCompiler() {
        assumeTrue(SimulatedMt4.lacks().isEmpty(), SimulatedMt4::lacks);
    }

    @Test
    void showsItsPanelAndAnAccountThatNobodyTradesOn() {
        try (ExpertTerminal terminal = start(Map.of("ControlAddresses", "tcp://127.0.0.1:1"))) {
            terminal.quoteInItsTime(new Tick("USDJPY", 1_763_355_600_000_000L, 154.321, 154.333, 0, 0, "test", 1));

            Awaitility.await().until(() -> terminal.panelRow(1).contains("bridge   silent"));
            assertThat(terminal.unacknowledged()).isZero();
            assertThat(terminal.account()).isEqualTo(new BrokerAccount(List.of(), 0, 0, 0, 2_500, 2_500, "EUR"));
        }
    }

    @Test
    void tellsWhyTheExpertAdvisorDoesNotStart() {
        assertThatThrownBy(() -> start(Map.of("MaxRetries", "21")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Tickpilot cannot start: MaxRetries must be 0.00 to 20.00: 21.00");
        assertThat(lines).contains("alert: Tickpilot cannot start: MaxRetries must be 0.00 to 20.00: 21.00");
    }

    private ExpertTerminal start(Map<String, String> inputs) {
        return ExpertTerminal.start(
                ExpertTerminal.compile(MQL4),
                folder,
                List.of(YEN),
                inputs,
                List.of("set balance 2500", "set currency EUR"),
                line -> lines.add(ExpertLine.text(line)));
    }
}
