package io.tickpilot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickpilot.local.Main;
import io.tickpilot.mql4.SimulatedMt4;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What keeps it from running for minutes in vain. */
class EaSimulateCommandTest {
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void needCompiler() {
        assumeTrue(SimulatedMt4.lacks().isEmpty(), SimulatedMt4::lacks);
    }

    @Test
    void tellsThatNoBridgeIsThere() {
        assertThat(run("tcp://127.0.0.1:1")).isEqualTo(2);

        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "tickpilot: no bridge is heard at tcp://127.0.0.1:1: start one with ./tickpilot bridge");
    }

    private int run(String signals) {
        return Main.commandLine()
                .setErr(new PrintWriter(err, true))
                .execute("ea", "simulate", "--seconds", "1", "--input", "SignalAddresses=" + signals);
    }
}
