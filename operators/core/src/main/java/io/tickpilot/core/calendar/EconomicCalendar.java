package io.tickpilot.core.calendar;

import java.io.Serial;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Economic events in order of time, currency, impact and title, each once. Immutable. */
public final class EconomicCalendar implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private static final EconomicCalendar EMPTY = new EconomicCalendar(List.of());

    private final List<EconomicEvent> events;

    private EconomicCalendar(List<EconomicEvent> events) {
        this.events = events;
    }

    /** Without any event. */
    public static EconomicCalendar empty() {
        return EMPTY;
    }

    public static EconomicCalendar of(Collection<EconomicEvent> events) {
        return new EconomicCalendar(events.stream()
                .distinct()
                .sorted(Comparator.comparingLong(EconomicEvent::timeMicros)
                        .thenComparing(EconomicEvent::currency)
                        .thenComparing(EconomicEvent::impact)
                        .thenComparing(EconomicEvent::title))
                .toList());
    }

    public List<EconomicEvent> events() {
        return events;
    }

    /**
     * When the events of these currencies are, and those of every currency.
     *
     * @param least impact that counts
     */
    public EventTimes times(Set<String> currencies, Impact least) {
        return new EventTimes(events.stream()
                .filter(event -> event.impact().compareTo(least) >= 0)
                .filter(event -> currencies.contains(event.currency())
                        || event.currency().equals(EconomicEvent.EVERY_CURRENCY))
                .mapToLong(EconomicEvent::timeMicros)
                .distinct()
                .toArray());
    }

    /**
     * SHA-256 of the content, in hexadecimal: for each event, in order, its time in 8 bytes, then currency, the impact's name and
     * title, each as its length in 4 bytes and its UTF-8; big-endian.
     */
    public String sha256() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("platform lacks SHA-256", e);
        }
        for (EconomicEvent event : events) {
            digest.update(
                    ByteBuffer.allocate(Long.BYTES).putLong(event.timeMicros()).flip());
            update(digest, event.currency());
            update(digest, event.impact().name());
            update(digest, event.title());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EconomicCalendar calendar && events.equals(calendar.events);
    }

    @Override
    public int hashCode() {
        return events.hashCode();
    }
}
