package io.tickpilot.mql4;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.mql4.build.Compiler;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker whose market runs at another speed than the world. */
class MarketTimeTest {
    private static final long MONDAY = 1_763_355_600L;

    @TempDir
    private Path folder;

    @Test
    void theBrokersClockIsThatOfItsNewestQuoteAndTimersStayWithTheWorld() {
        try (SimulatedMt4 terminal = SimulatedMt4.start(
                Puppet.compiled("Puppet.mq4"), TerminalOptions.in(folder).first("symbol EURUSD", "set zone 7200"))) {
            long world = state(terminal, "micros");

            terminal.tick("EURUSD", 1.1, 1.1001, MONDAY * 1_000_000 + 700_000);
            assertThat(state(terminal, "server")).isEqualTo(MONDAY + 7_200);
            terminal.tick("GBPUSD", 1.3, 1.3001, (MONDAY - 5) * 1_000_000);
            assertThat(state(terminal, "server")).as("an older quote").isEqualTo(MONDAY + 7_200);
            terminal.tick("EURUSD", 1.1, 1.1001, (MONDAY + 86_400) * 1_000_000);
            assertThat(state(terminal, "server")).isEqualTo(MONDAY + 86_400 + 7_200);
            assertThat(state(terminal, "micros")).isBetween(world, world + 60_000_000L);
        }
    }

    @Test
    void openOrdersAreToldAtThePresentPrice() {
        try (Puppet puppet = Puppet.in(folder)) {
            puppet.opens(0, 0.1, 0, 0);
            puppet.terminal().tick("EURUSD", 1.1021, 1.1022);

            List<TerminalLine> orders = puppet.terminal().command("orders");

            assertThat(orders).hasSize(1);
            assertThat(orders.get(0).number("close")).isEqualTo(1.1021);
            assertThat(orders.get(0).number("profit")).isEqualTo(20.0);
        }
    }

    @Test
    void knowsWhichLibrariesAreThere() {
        Puppet.compiled("Puppet.mq4");

        assertThat(Compiler.canLoad("libc.so.6")).isTrue();
        assertThat(Compiler.canLoad("libtickpilot-has-no-such.so.9")).isFalse();
    }

    private static long state(SimulatedMt4 terminal, String key) {
        return Long.parseLong(terminal.command("state").get(0).text(key));
    }
}
