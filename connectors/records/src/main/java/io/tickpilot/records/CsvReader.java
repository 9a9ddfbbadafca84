package io.tickpilot.records;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;

/** Ticks from separated values. A line that is no tick goes to the listener, and the reading goes on. */
final class CsvReader implements TickReader {
    private static final long DAY_MICROS = 86_400_000_000L;

    private final String file;
    private final LineReader lines;
    private final CsvLayout layout;
    private final RejectListener rejects;
    private final String wantedSymbol;
    private final TimeParser times;
    private final ZoneClock zone;
    private final int timeColumn;
    private final int dateColumn;
    private final int bidColumn;
    private final int askColumn;
    private final int bidSizeColumn;
    private final int askSizeColumn;
    private final int symbolColumn;
    private final int lastColumn;

    /** Begin and end of each cell of the current line. */
    private final int[] from;

    private final int[] to;
    private byte[] joined = new byte[64];

    private long timeMicros;
    private double bid = Double.NaN;
    private double ask = Double.NaN;
    private double bidSize;
    private double askSize;

    /** @param wantedSymbol letters and digits of the symbol whose rows are taken where rows name one */
    CsvReader(String file, InputStream in, CsvLayout layout, ZoneId zone, String wantedSymbol, RejectListener rejects) {
        this.file = file;
        this.lines = new LineReader(in);
        this.layout = layout;
        this.rejects = rejects;
        this.wantedSymbol = wantedSymbol;
        this.times = new TimeParser(zone);
        this.zone = new ZoneClock(zone);
        boolean split = layout.indexOf(CsvColumn.TIME) >= 0 && layout.indexOf(CsvColumn.DATE) >= 0;
        timeColumn = layout.indexOf(layout.indexOf(CsvColumn.TIME) >= 0 ? CsvColumn.TIME : CsvColumn.DATE);
        dateColumn = split ? layout.indexOf(CsvColumn.DATE) : -1;
        bidColumn = layout.indexOf(CsvColumn.BID);
        askColumn = layout.indexOf(CsvColumn.ASK);
        bidSizeColumn = layout.indexOf(CsvColumn.BID_SIZE);
        askSizeColumn = layout.indexOf(CsvColumn.ASK_SIZE);
        symbolColumn = layout.indexOf(CsvColumn.SYMBOL);
        lastColumn = layout.columns().size() - 1;
        from = new int[lastColumn + 1];
        to = new int[lastColumn + 1];
    }

    @Override
    public boolean advance() throws IOException {
        while (lines.advance()) {
            boolean nothing = lines.start() == lines.end() && !lines.tooLong();
            if (nothing || (layout.header() && lines.line() == 1)) {
                continue;
            }
            try {
                if (read()) {
                    return true;
                }
            } catch (BadCell e) {
                String reason = e.getMessage() == null ? "bad line" : e.getMessage();
                rejects.onReject(new RejectedLine(file, lines.line(), lines.text(), reason));
            }
        }
        return false;
    }

    /** False for a row of another symbol. */
    private boolean read() throws BadCell {
        if (lines.tooLong()) {
            throw new BadCell("longer than " + LineReader.BUFFER_BYTES + " bytes");
        }
        int cells = split();
        if (cells
                <= Math.max(Math.max(timeColumn, dateColumn), Math.max(bidColumn, Math.max(askColumn, symbolColumn)))) {
            throw new BadCell("too few columns: " + cells);
        }
        if (symbolColumn >= 0 && !isWanted()) {
            return false;
        }
        long time = time();
        double newBid = price(bidColumn, bid);
        double newAsk = price(askColumn, ask);
        bidSize = bidSizeColumn < 0 || bidSizeColumn >= cells ? 0 : size(bidSizeColumn);
        askSize = askSizeColumn < 0 || askSizeColumn >= cells ? 0 : size(askSizeColumn);
        timeMicros = time;
        bid = newBid;
        ask = newAsk;
        return true;
    }

    private int split() {
        byte[] text = lines.buffer;
        int end = lines.end();
        int cell = 0;
        int begin = lines.start();
        for (int i = begin; i <= end && cell <= lastColumn; i++) {
            if (i == end || text[i] == layout.delimiter()) {
                trim(cell++, begin, i);
                begin = i + 1;
            }
        }
        return cell;
    }

    private void trim(int cell, int begin, int end) {
        byte[] text = lines.buffer;
        int first = begin;
        int last = end;
        while (first < last && isPadding(text[first])) {
            first++;
        }
        while (last > first && isPadding(text[last - 1])) {
            last--;
        }
        from[cell] = first;
        to[cell] = last;
    }

    private static boolean isPadding(byte c) {
        return c == ' ' || c == '"';
    }

    private boolean isWanted() {
        String symbol = Decimals.string(lines.buffer, from[symbolColumn], to[symbolColumn]);
        return TickFile.plain(symbol).equals(wantedSymbol);
    }

    private long time() throws BadCell {
        byte[] text = lines.buffer;
        int begin = from[timeColumn];
        int end = to[timeColumn];
        if (layout.dayMicros() != CsvLayout.WHOLE_TIME) {
            long ofDay = Decimals.scaled(text, begin, end, 3);
            if (ofDay >= DAY_MICROS) {
                throw new BadCell("not a millisecond of a day: " + Decimals.string(text, begin, end));
            }
            return zone.toUtc(layout.dayMicros() + ofDay);
        }
        if (dateColumn < 0) {
            return times.parse(text, begin, end);
        }
        int dateLength = to[dateColumn] - from[dateColumn];
        int length = dateLength + 1 + end - begin;
        if (joined.length < length) {
            joined = new byte[length];
        }
        System.arraycopy(text, from[dateColumn], joined, 0, dateLength);
        joined[dateLength] = ' ';
        System.arraycopy(text, begin, joined, dateLength + 1, end - begin);
        return times.parse(joined, 0, length);
    }

    private double price(int column, double before) throws BadCell {
        if (from[column] == to[column]) {
            if (layout.carryEmptyPrices() && !Double.isNaN(before)) {
                return before;
            }
            throw new BadCell("price is empty");
        }
        return layout.scale().parse(lines.buffer, from[column], to[column]);
    }

    private double size(int column) throws BadCell {
        return from[column] == to[column] ? 0 : Decimals.parse(lines.buffer, from[column], to[column], 0);
    }

    @Override
    public long timeMicros() {
        return timeMicros;
    }

    @Override
    public double bid() {
        return bid;
    }

    @Override
    public double ask() {
        return ask;
    }

    @Override
    public double bidSize() {
        return bidSize;
    }

    @Override
    public double askSize() {
        return askSize;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
