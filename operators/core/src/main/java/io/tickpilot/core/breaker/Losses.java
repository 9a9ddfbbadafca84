package io.tickpilot.core.breaker;

import io.tickpilot.core.calendar.TradingDay;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What closed trades lost, by account and in its currency; an account is forgotten when {@value #MOST} others traded after it. */
final class Losses {
    private static final int MOST = 64;

    private final TreeMap<String, Tally> tallies = new TreeMap<>();

    private static final class Tally {
        long day;
        double ofTheDay;
        double total;
        double best;
        long lastMicros;
    }

    void add(String account, double profit, long nowMicros) {
        Tally tally = tallies.get(account);
        if (tally == null) {
            if (tallies.size() == MOST) {
                tallies.remove(longestSilent());
            }
            tally = new Tally();
            tallies.put(account, tally);
        }
        long day = TradingDay.number(nowMicros);
        tally.ofTheDay = day == tally.day ? tally.ofTheDay + profit : profit;
        tally.day = day;
        tally.total += profit;
        tally.best = Math.max(tally.best, tally.total);
        tally.lastMicros = nowMicros;
    }

    private String longestSilent() {
        Map.Entry<String, Tally> found = tallies.firstEntry();
        for (Map.Entry<String, Tally> entry : tallies.entrySet()) {
            if (entry.getValue().lastMicros < found.getValue().lastMicros) {
                found = entry;
            }
        }
        return found.getKey();
    }

    /** Of the trading day of its last trade, which may be over; above 0 when something was lost. */
    double daily(String account) {
        Tally tally = tallies.get(account);
        return tally == null ? 0 : -tally.ofTheDay;
    }

    double drawdown(String account) {
        Tally tally = tallies.get(account);
        return tally == null ? 0 : tally.best - tally.total;
    }

    /** Counts drawdowns from here on: the one that was is answered. */
    void forgetDrawdowns() {
        tallies.values().forEach(tally -> tally.best = tally.total);
    }

    void forgetDays() {
        tallies.values().forEach(tally -> tally.ofTheDay = 0);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(tallies.size());
        for (Map.Entry<String, Tally> entry : tallies.entrySet()) {
            Tally tally = entry.getValue();
            out.writeUTF(entry.getKey());
            out.writeLong(tally.day);
            out.writeDouble(tally.ofTheDay);
            out.writeDouble(tally.total);
            out.writeDouble(tally.best);
            out.writeLong(tally.lastMicros);
        }
    }

    void readFrom(DataInput in) throws IOException {
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            Tally tally = new Tally();
            tallies.put(in.readUTF(), tally);
            tally.day = in.readLong();
            tally.ofTheDay = in.readDouble();
            tally.total = in.readDouble();
            tally.best = in.readDouble();
            tally.lastMicros = in.readLong();
        }
    }
}
