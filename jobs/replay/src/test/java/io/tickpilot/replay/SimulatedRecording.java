package io.tickpilot.replay;

import io.tickpilot.core.event.Tick;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RecordOptions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Simulated ticks as a user's CSV files, one a symbol. */
final class SimulatedRecording {
    /** Monday 2 March 2026, 06:00 UTC. */
    static final long START = 1_772_431_200_000_000L;

    static final long MINUTE = 60_000_000L;

    private SimulatedRecording() {}

    static List<RecordInput> write(Path folder, int minutes, String... symbols) throws IOException {
        SimulatedMarket market = new SimulatedMarket(SimulatedMarketSpec.of(List.of(symbols), START, 11));
        Map<String, BufferedWriter> writers = new HashMap<>();
        List<RecordInput> inputs = new ArrayList<>();
        for (String symbol : symbols) {
            Path file = folder.resolve(symbol + ".csv");
            BufferedWriter writer = Files.newBufferedWriter(file);
            writer.write("time,bid,ask,bid_size,ask_size\n");
            writers.put(symbol, writer);
            inputs.add(RecordInput.of(file, symbol, RecordOptions.DEFAULT));
        }
        Iterator<Tick> ticks = market.ticksUntil(START + minutes * MINUTE);
        while (ticks.hasNext()) {
            Tick tick = ticks.next();
            BufferedWriter writer = writers.get(tick.symbol());
            if (writer != null) {
                writer.write(tick.eventTimeMicros() + "," + tick.bid() + "," + tick.ask() + "," + tick.bidSize() + ","
                        + tick.askSize() + "\n");
            }
        }
        for (BufferedWriter writer : writers.values()) {
            writer.close();
        }
        return inputs;
    }
}
