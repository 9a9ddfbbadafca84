package io.tickpilot.core.calendar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Economic events of one symbol that came through its log, each known by its id and told anew when it is moved. Keeps {@value #CAPACITY}; one more
 * takes the place of the one whose time is farthest from its own. Asking costs O(n) and no allocation.
 */
public final class AnnouncedEvents {
    /** Of a release that is called off. */
    public static final long WITHDRAWN = 0;

    private static final int CAPACITY = 64;
    private static final Impact[] IMPACTS = Impact.values();

    private final List<Announced> events = new ArrayList<>();

    private record Announced(String id, long releaseMicros, Impact impact) {}

    /** @param releaseMicros {@link #WITHDRAWN} when it is called off */
    public void tell(String id, long releaseMicros, Impact impact) {
        events.removeIf(event -> event.id.equals(id));
        if (releaseMicros == WITHDRAWN) {
            return;
        }
        if (events.size() == CAPACITY) {
            events.remove(farthestFrom(releaseMicros));
        }
        events.add(new Announced(id, releaseMicros, impact));
    }

    private int farthestFrom(long micros) {
        int farthest = 0;
        for (int i = 1; i < events.size(); i++) {
            long distance = Math.abs(events.get(i).releaseMicros - micros);
            if (distance > Math.abs(events.get(farthest).releaseMicros - micros)) {
                farthest = i;
            }
        }
        return farthest;
    }

    /**
     * Microseconds to the nearest event, below 0 when it has passed; NaN when there is none.
     *
     * @param least impact that counts
     */
    public double microsToNearest(long now, Impact least) {
        double nearest = Double.NaN;
        for (int i = 0; i < events.size(); i++) {
            Announced event = events.get(i);
            if (event.impact.compareTo(least) >= 0) {
                nearest = EventTimes.nearer(nearest, event.releaseMicros - now);
            }
        }
        return nearest;
    }

    public int size() {
        return events.size();
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(events.size());
        for (Announced event : events) {
            out.writeUTF(event.id);
            out.writeLong(event.releaseMicros);
            out.writeByte(event.impact.ordinal());
        }
    }

    public static AnnouncedEvents readFrom(DataInput in) throws IOException {
        AnnouncedEvents result = new AnnouncedEvents();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            result.events.add(new Announced(in.readUTF(), in.readLong(), IMPACTS[in.readByte()]));
        }
        return result;
    }
}
