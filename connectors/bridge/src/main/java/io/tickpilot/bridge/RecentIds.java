package io.tickpilot.bridge;

import java.util.Iterator;
import java.util.LinkedHashSet;

/** The newest ids met, up to a limit. One thread. */
public final class RecentIds {
    private final LinkedHashSet<String> ids = new LinkedHashSet<>();
    private final int limit;

    public RecentIds(int limit) {
        this.limit = limit;
    }

    /** @return whether the id was not known */
    public boolean add(String id) {
        if (!ids.add(id)) {
            return false;
        }
        if (ids.size() > limit) {
            Iterator<String> oldest = ids.iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }
}
