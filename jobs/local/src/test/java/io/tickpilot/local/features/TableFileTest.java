package io.tickpilot.local.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blue.strategic.parquet.ParquetReader;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.local.features.TableColumn.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableFileTest {
    private static final List<TableColumn> COLUMNS = List.of(
            new TableColumn("symbol", Kind.TEXT),
            new TableColumn("time_micros", Kind.WHOLE),
            new TableColumn("bid", Kind.DOUBLE),
            new TableColumn("rsi, of \"14\"", Kind.FLOAT));

    @TempDir
    private Path folder;

    @Test
    void csvQuotesWhatNeedsItAndLeavesWhatIsNoNumberEmpty() throws IOException {
        Path file = folder.resolve("a/b/rows.csv");

        write(file);

        assertThat(Files.readString(file)).isEqualTo("""
                symbol,time_micros,bid,"rsi, of ""14\"""
                EURUSD,1700000000000000,1.10001,0.1
                "X,Y",-1,,
                """);
    }

    @Test
    void gzipHoldsTheSameText() throws IOException {
        write(folder.resolve("rows.csv"));
        write(folder.resolve("rows.csv.gz"));

        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve("rows.csv.gz"))), StandardCharsets.UTF_8))) {
            assertThat(reader.lines()).containsExactlyElementsOf(Files.readAllLines(folder.resolve("rows.csv")));
        }
    }

    @Test
    void parquetHoldsTypedCellsNullsAndNotes() throws IOException {
        Path file = folder.resolve("rows.PARQUET");

        write(file);

        assertThat(ParquetRows.of(file))
                .containsExactly(
                        Map.of(
                                "symbol",
                                "EURUSD",
                                "time_micros",
                                1_700_000_000_000_000L,
                                "bid",
                                1.10001,
                                "rsi, of \"14\"",
                                0.1f),
                        Map.of("symbol", "X,Y", "time_micros", -1L));
        assertThat(ParquetReader.readMetadata(file.toFile()).getFileMetaData().getKeyValueMetaData())
                .containsEntry("schema", "technical");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows.csv", "rows.csv.gz", "rows.parquet"})
    void whatIsNotCommittedLeavesTheFolderAsItWas(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "of an earlier run");

        try (TableFile table = TableFile.create(file, COLUMNS, Map.of())) {
            table.write(TableFileTest::good);
            assertThat(folder.resolve(name + ".part")).exists();
        }

        assertThat(file).hasContent("of an earlier run");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows", "rows.txt", ".csv", "rows.gz"})
    void refusesANameOfNoKnownFormat(String name) {
        assertThatThrownBy(() -> TableFile.create(folder.resolve(name), COLUMNS, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(".csv, .csv.gz or .parquet");
    }

    private static void write(Path file) throws IOException {
        try (TableFile table = TableFile.create(file, COLUMNS, Map.of("schema", "technical"))) {
            table.write(TableFileTest::good);
            table.write(TableFileTest::bad);
            assertThat(table.rows()).isEqualTo(2);
            table.commit();
        }
    }

    private static void good(TableRow.Cells cells) {
        cells.text("EURUSD");
        cells.whole(1_700_000_000_000_000L);
        cells.number(1.10001);
        cells.number(0.1f);
    }

    private static void bad(TableRow.Cells cells) {
        cells.text("X,Y");
        cells.whole(-1);
        cells.number(Double.NaN);
        cells.number(Float.NaN);
    }
}
