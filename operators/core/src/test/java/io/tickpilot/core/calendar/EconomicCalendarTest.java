package io.tickpilot.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EconomicCalendarTest {
    private static final EconomicEvent PAYROLLS = new EconomicEvent(1_000, "USD", Impact.HIGH, "Non-Farm Payrolls");
    private static final EconomicEvent RATE = new EconomicEvent(2_000, "EUR", Impact.HIGH, "Main Refinancing Rate");
    private static final EconomicEvent SPEECH = new EconomicEvent(1_500, "EUR", Impact.LOW, "Bulletin");
    private static final EconomicEvent SUMMIT = new EconomicEvent(3_000, "ALL", Impact.MEDIUM, "G7 Meetings");

    private static List<EconomicEvent> random(long seed) {
        Random random = new Random(seed);
        List<EconomicEvent> events = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            events.add(new EconomicEvent(
                    random.nextInt(2_000),
                    List.of("USD", "EUR", "JPY", "ALL").get(random.nextInt(4)),
                    Impact.values()[random.nextInt(3)],
                    "event " + random.nextInt(2)));
        }
        return events;
    }

    @Test
    void tellsTheTimeToTheNextAndSinceTheLastEvent() {
        EventTimes times =
                EconomicCalendar.of(List.of(RATE, SPEECH, PAYROLLS)).times(Set.of("EUR", "USD"), Impact.MEDIUM);

        assertThat(times.microsToNext(999)).isEqualTo(1);
        assertThat(times.microsSinceLast(999)).isNaN();
        assertThat(times.microsToNext(1_000)).isZero();
        assertThat(times.microsSinceLast(1_000)).isZero();
        assertThat(times.microsToNext(1_501)).isEqualTo(499);
        assertThat(times.microsSinceLast(1_501)).isEqualTo(501);
        assertThat(times.microsToNext(2_001)).isNaN();
        assertThat(times.microsSinceLast(2_001)).isEqualTo(1);
    }

    @Test
    void anEventOfEveryCurrencyConcernsEach() {
        EventTimes times = EconomicCalendar.of(List.of(PAYROLLS, SUMMIT)).times(Set.of("JPY"), Impact.LOW);

        assertThat(times.microsToNext(0)).isEqualTo(3_000);
    }

    @Test
    void anEmptyCalendarKnowsNoTime() {
        EventTimes times = EconomicCalendar.empty().times(Set.of("USD"), Impact.LOW);

        assertThat(times.microsToNext(0)).isNaN();
        assertThat(times.microsSinceLast(0)).isNaN();
    }

    @Test
    void equalsALookThroughAllEvents() {
        List<EconomicEvent> events = random(1);
        EconomicCalendar calendar = EconomicCalendar.of(events);
        for (Set<String> currencies : List.of(Set.of("USD"), Set.of("EUR", "JPY"), Set.<String>of())) {
            for (Impact least : Impact.values()) {
                EventTimes times = calendar.times(currencies, least);
                for (long now = -5; now < 2_005; now++) {
                    double next = Double.NaN;
                    double last = Double.NaN;
                    for (EconomicEvent event : events) {
                        boolean counts = (currencies.contains(event.currency())
                                        || event.currency().equals("ALL"))
                                && event.impact().ordinal() >= least.ordinal();
                        double until = event.timeMicros() - now;
                        if (counts && until >= 0 && !(until >= next)) {
                            next = until;
                        }
                        if (counts && until <= 0 && !(-until >= last)) {
                            last = -until;
                        }
                    }
                    assertThat(times.microsToNext(now)).isEqualTo((Double) next);
                    assertThat(times.microsSinceLast(now)).isEqualTo((Double) Math.abs(last));
                }
            }
        }
    }

    @Test
    void isTheSameWhateverTheOrderAndHoweverOftenAnEventIsNamed() {
        List<EconomicEvent> events = random(2);
        EconomicCalendar calendar = EconomicCalendar.of(events);
        events.addAll(events.subList(0, 50));
        Collections.shuffle(events, new Random(3));
        EconomicCalendar shuffled = EconomicCalendar.of(events);

        assertThat(shuffled).isEqualTo(calendar).hasSameHashCodeAs(calendar);
        assertThat(shuffled.sha256()).isEqualTo(calendar.sha256());
        assertThat(calendar.events()).doesNotHaveDuplicates();
    }

    @Test
    void theHashIsThatOfTheStatedBytesAndChangesWithEachField() throws NoSuchAlgorithmException {
        byte[] bytes = ByteBuffer.allocate(8 + 4 + 3 + 4 + 4 + 4 + 17)
                .putLong(1_000)
                .putInt(3)
                .put("USD".getBytes(StandardCharsets.UTF_8))
                .putInt(4)
                .put("HIGH".getBytes(StandardCharsets.UTF_8))
                .putInt(17)
                .put("Non-Farm Payrolls".getBytes(StandardCharsets.UTF_8))
                .array();
        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        assertThat(EconomicCalendar.of(List.of(PAYROLLS)).sha256()).isEqualTo(expected);

        assertThat(List.of(
                        PAYROLLS,
                        new EconomicEvent(1_001, "USD", Impact.HIGH, "Non-Farm Payrolls"),
                        new EconomicEvent(1_000, "EUR", Impact.HIGH, "Non-Farm Payrolls"),
                        new EconomicEvent(1_000, "USD", Impact.LOW, "Non-Farm Payrolls"),
                        new EconomicEvent(1_000, "USD", Impact.HIGH, "Non-Farm Payroll")))
                .extracting(event -> EconomicCalendar.of(List.of(event)).sha256())
                .doesNotHaveDuplicates()
                .doesNotContain(EconomicCalendar.empty().sha256());
    }

    @Test
    void survivesSerialization() throws IOException, ClassNotFoundException {
        EconomicCalendar calendar = EconomicCalendar.of(random(4));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(calendar);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(calendar);
        }
    }
}
