package io.tickpilot.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncedEventsTest {
    private static final long HOUR = 3_600_000_000L;
    private static final long NOW = 1_772_409_600_000_000L;

    private final AnnouncedEvents events = new AnnouncedEvents();

    @Test
    void anEventThatIsToldAgainIsMoved() {
        events.tell("nfp", NOW + HOUR, Impact.HIGH);
        events.tell("nfp", NOW + 2 * HOUR, Impact.HIGH);

        assertThat(events.microsToNearest(NOW, Impact.HIGH)).isEqualTo(2 * HOUR);
        assertThat(events.size()).isEqualTo(1);
    }

    @Test
    void oneThatIsCalledOffIsForgotten() {
        events.tell("nfp", NOW + HOUR, Impact.HIGH);
        events.tell("nfp", AnnouncedEvents.WITHDRAWN, Impact.HIGH);

        assertThat(events.microsToNearest(NOW, Impact.LOW)).isNaN();
    }

    @Test
    void theNearestOfThoseThatMatterCounts() {
        events.tell("speech", NOW - HOUR / 4, Impact.LOW);
        events.tell("cpi", NOW - HOUR / 2, Impact.MEDIUM);
        events.tell("rates", NOW + HOUR / 2, Impact.HIGH);

        assertThat(events.microsToNearest(NOW, Impact.LOW)).isEqualTo(-HOUR / 4.0);
        assertThat(events.microsToNearest(NOW, Impact.MEDIUM)).isEqualTo(HOUR / 2.0);
        assertThat(events.microsToNearest(NOW + HOUR, Impact.HIGH)).isEqualTo(-HOUR / 2.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithAMapWhileThereIsRoomAndOutlivesItsSnapshot(long seed) throws IOException {
        Random random = new Random(seed);
        Map<String, Long> naive = new LinkedHashMap<>();
        AnnouncedEvents tested = events;
        for (int i = 0; i < 2_000; i++) {
            String id = "event-" + random.nextInt(40);
            long release = random.nextInt(4) == 0 ? AnnouncedEvents.WITHDRAWN : NOW + random.nextInt() * 1_000L;
            tested.tell(id, release, Impact.HIGH);
            naive.remove(id);
            if (release != AnnouncedEvents.WITHDRAWN) {
                naive.put(id, release);
            }
            if (i % 100 == 0) {
                tested = copy(tested);
            }
            long now = NOW + random.nextInt() * 1_000L;
            Double nearest = naive.values().stream()
                    .mapToLong(micros -> micros - now)
                    .boxed()
                    .min((a, b) ->
                            Math.abs(a) == Math.abs(b) ? Long.compare(b, a) : Long.compare(Math.abs(a), Math.abs(b)))
                    .map(Long::doubleValue)
                    .orElse(Double.NaN);
            assertThat(tested.microsToNearest(now, Impact.LOW)).isEqualTo(nearest);
        }
    }

    @Test
    void keepsThoseNearestToTheNewestWhenThereAreTooMany() {
        for (int i = 0; i < 1_000; i++) {
            events.tell("event-" + i, NOW + i * HOUR, Impact.HIGH);
        }

        assertThat(events.size()).isEqualTo(64);
        assertThat(events.microsToNearest(NOW, Impact.HIGH)).isEqualTo(936 * HOUR);
    }

    private static AnnouncedEvents copy(AnnouncedEvents of) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        of.writeTo(new DataOutputStream(bytes));
        return AnnouncedEvents.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
