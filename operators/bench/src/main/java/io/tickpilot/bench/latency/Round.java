package io.tickpilot.bench.latency;

import io.tickpilot.bridge.BridgeSettings.JournalMode;
import java.util.Locale;
import java.util.Map;

/**
 * One server process and what is special about it.
 *
 * @param model folder, or {@link PipelineServer#NO_MODEL}
 * @param layer how much of the decision layer is on
 */
record Round(BenchMarket market, JournalMode journal, String model, Layer layer) {
    String inference() {
        return model.equals(PipelineServer.NO_MODEL) ? "none" : "each s, each symbol";
    }

    String journalName() {
        return journal.name().toLowerCase(Locale.ROOT);
    }

    void fill(Map<String, Object> row) {
        row.put("symbols", (long) market.symbols());
        row.put("journal", journalName());
        row.put("inference", inference());
        row.put("layer", layer.label());
    }

    @Override
    public String toString() {
        return market.symbols() + " symbols, journal " + journalName() + ", inference " + inference() + ", layer "
                + layer.label();
    }
}
