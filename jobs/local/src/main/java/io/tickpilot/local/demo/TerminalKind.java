package io.tickpilot.local.demo;

import io.tickpilot.core.config.ConfigException;
import java.util.function.Supplier;

/** What trades in a demo. */
public enum TerminalKind {
    /** Java, there within a second. */
    JAVA,
    /** The Expert Advisor's source in a simulated MetaTrader; takes g++ and libzmq. */
    EA,
    /** The Expert Advisor where the machine can run it, else Java. */
    AUTO;

    /**
     * {@link #JAVA} or {@link #EA}.
     *
     * @param lacks what the machine lacks to run the Expert Advisor, empty for nothing; asked only when it matters
     * @throws ConfigException when the Expert Advisor is wanted and the machine lacks something
     */
    TerminalKind chosen(Supplier<String> lacks) {
        if (this == JAVA) {
            return JAVA;
        }
        String missing = lacks.get();
        if (this == EA && !missing.isEmpty()) {
            throw new ConfigException("demo.terminal: ea needs " + missing);
        }
        return missing.isEmpty() ? EA : JAVA;
    }
}
