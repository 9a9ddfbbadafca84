package io.tickpilot.core.portfolio;

import io.tickpilot.core.event.Arguments;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.Command.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes an account's commands; each has a higher sequence than all before, also after a restart, since time goes on. */
final class CommandPen {
    static final String AUTHOR = "supervision";

    private final String target;
    private final String source;
    private final List<Command> written = new ArrayList<>();
    private long sequence;
    private long nowMicros;

    CommandPen(String account) {
        target = Command.ACCOUNT + account;
        source = AUTHOR + "-" + account;
    }

    void now(long micros) {
        nowMicros = micros;
    }

    void write(String symbol, Kind kind, Map<String, String> argument, String why) {
        writeTo(symbol, kind, target, argument, why);
    }

    void writeTo(String symbol, Kind kind, String to, Map<String, String> argument, String why) {
        sequence = Math.max(sequence + 1, nowMicros);
        String text = Arguments.format(argument);
        written.add(new Command(symbol, nowMicros, kind, to, text, AUTHOR, why, source, sequence));
    }

    /** Hands over what was written since. */
    List<Command> take() {
        List<Command> taken = List.copyOf(written);
        written.clear();
        return taken;
    }

    long sequence() {
        return sequence;
    }

    void sequence(long last) {
        sequence = last;
    }
}
