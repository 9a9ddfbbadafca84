package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.calendar.Impact;
import io.tickpilot.core.event.CalendarEvent;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import io.tickpilot.wire.proto.ClientMessage;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final Set<String> SYMBOLS = new TreeSet<>(Set.of("EURUSD", "XAUUSD"));

    @Test
    void makesOneOfAnEconomicEventForEverySymbol() throws WireException {
        List<LogEvent> events = Intake.events(message(announced("*", "nfp")), SYMBOLS);

        assertThat(events).containsExactly(announced("EURUSD", "nfp"), announced("XAUUSD", "nfp"));
    }

    @Test
    void leavesAnEconomicEventOfOneSymbolToIt() throws WireException {
        assertThat(Intake.events(message(announced("GBPUSD", "nfp")), SYMBOLS))
                .containsExactly(announced("GBPUSD", "nfp"));
    }

    @Test
    void refusesAnEconomicEventThatCannotBeToldFromOthers() {
        assertThatThrownBy(() -> Intake.events(message(announced("*", "")), SYMBOLS))
                .isInstanceOf(WireException.class)
                .hasMessage("id is missing");
        assertThatThrownBy(() -> Intake.events(message(announced("*", "x".repeat(65))), SYMBOLS))
                .isInstanceOf(WireException.class)
                .hasMessageStartingWith("id ");
    }

    private static ClientMessage message(CalendarEvent event) {
        return ClientMessage.newBuilder()
                .setCalendarEvent(WireCodec.toWire(event))
                .build();
    }

    private static CalendarEvent announced(String symbol, String id) {
        return new CalendarEvent(symbol, 1, 2, "USD", Impact.HIGH, "payrolls", id, "calendar", 3);
    }
}
