package io.tickpilot.bench.latency;

import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.Tick;
import io.tickpilot.wire.proto.TickBatch;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Ticks of made-up currency pairs, told apart by one running number: symbol {@code index % symbols}, source sequence {@code
 * index / symbols}. The ticks of every {@code signalEvery}th symbol make a signal each, the others none. Prices swing by {@value #SWING} within seven minutes, so that bars have a range and validation holds
 * nothing back.
 */
record BenchMarket(int symbols, int signalEvery) {
    static final String SOURCE = "bench";
    static final int MAX_SYMBOLS = 26 * 26;

    private static final String ORIGIN = SOURCE + ":";
    private static final double SWING = 0.0005;
    private static final double RADIANS_A_MICRO = 2 * Math.PI / (7 * 60 * 1e6);
    private static final double POINT = 1e-5;

    BenchMarket {
        if (symbols < 1 || symbols > MAX_SYMBOLS) {
            throw new IllegalArgumentException("symbols must be in [1, " + MAX_SYMBOLS + "]: " + symbols);
        }
        if (signalEvery < 1) {
            throw new IllegalArgumentException("signals must come from every 1st symbol or less: " + signalEvery);
        }
    }

    /** Such as {@code BACUSD} for the third. */
    static String symbol(int number) {
        return "B" + (char) ('A' + number / 26) + (char) ('A' + number % 26) + "USD";
    }

    /** Whether the tick of this number is to make a signal. */
    boolean signals(long index) {
        return index % symbols % signalEvery == 0;
    }

    /** Symbols whose ticks make signals. */
    Set<String> signalling() {
        return IntStream.range(0, symbols)
                .filter(this::signals)
                .mapToObj(BenchMarket::symbol)
                .collect(Collectors.toSet());
    }

    /** The {@code instruments} section of a configuration with these symbols, which are traded every day. */
    String instrumentsYaml() {
        return IntStream.range(0, symbols)
                .mapToObj(number -> "  " + symbol(number) + ": {digits: 5, weekend: none}\n")
                .collect(Collectors.joining("", "instruments:\n", ""));
    }

    /** One tick in one request that carries the number. */
    byte[] request(long index, long eventTimeMicros) {
        int number = (int) (index % symbols);
        long steps = Long.remainderUnsigned(index * 0x9E3779B97F4A7C15L >>> 8, 5) - 2;
        double bid = 1 + number * 0.01 + SWING * Math.sin(eventTimeMicros * RADIANS_A_MICRO) + steps * POINT;
        double rounded = Math.rint(bid / POINT) * POINT;
        return ClientMessage.newBuilder()
                .setRequest(index)
                .setTicks(TickBatch.newBuilder()
                        .addTicks(Tick.newBuilder()
                                .setSymbol(symbol(number))
                                .setEventTimeMicros(eventTimeMicros)
                                .setBid(rounded)
                                .setAsk(rounded + POINT)
                                .setBidSize(1)
                                .setAskSize(1)
                                .setSource(SOURCE)
                                .setSourceSequence(index / symbols)))
                .build()
                .toByteArray();
    }

    /** @return the tick's number, or -1 when the origin is none of this market's ticks */
    long index(String symbol, String origin) {
        if (!origin.startsWith(ORIGIN)) {
            return -1;
        }
        int number = (symbol.charAt(1) - 'A') * 26 + symbol.charAt(2) - 'A';
        return Long.parseLong(origin, ORIGIN.length(), origin.length(), 10) * symbols + number;
    }
}
