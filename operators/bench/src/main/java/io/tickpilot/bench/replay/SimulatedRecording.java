package io.tickpilot.bench.replay;

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
import java.util.List;

/** A simulated market written as CSV files, one a symbol. */
public final class SimulatedRecording {
    /** Half of them fall to each of two tasks, which is luck with so few: a symbol never splits. */
    private static final List<String> SYMBOLS =
            List.of("EURUSD", "GBPUSD", "AUDUSD", "NZDUSD", "USDJPY", "USDCAD", "ETHUSD", "XAUUSD");

    private static final long START_MICROS = 1_700_000_000_000_000L;
    private static final long SEED = 5;

    private SimulatedRecording() {}

    /** @param ticks of all symbols together */
    public static List<RecordInput> write(Path folder, long ticks) throws IOException {
        SimulatedMarket market = new SimulatedMarket(SimulatedMarketSpec.of(SYMBOLS, START_MICROS, SEED));
        List<BufferedWriter> files = new ArrayList<>();
        List<RecordInput> inputs = new ArrayList<>();
        try {
            for (String symbol : SYMBOLS) {
                Path file = folder.resolve(symbol + ".csv");
                BufferedWriter writer = Files.newBufferedWriter(file);
                files.add(writer);
                writer.write("time,bid,ask\n");
                inputs.add(RecordInput.of(file, symbol, RecordOptions.DEFAULT));
            }
            for (long i = 0; i < ticks; i++) {
                Tick tick = market.next();
                BufferedWriter writer = files.get(SYMBOLS.indexOf(tick.symbol()));
                writer.write(tick.eventTimeMicros() / 1_000 + "," + tick.bid() + "," + tick.ask() + "\n");
            }
        } finally {
            for (BufferedWriter file : files) {
                file.close();
            }
        }
        return inputs;
    }
}
