package io.tickpilot.local.features;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Parquet, compressed with Zstandard. What is NaN is null. Hadoop is not needed: parquet-floor stands in for the few of its
 * classes that Parquet's own writer names.
 */
@SuppressWarnings("deprecation") // what names a Hadoop configuration is still abstract
final class ParquetTableWriter implements TableWriter {
    private static final long ROW_GROUP_BYTES = 32L << 20;

    private final ParquetWriter<TableRow> writer;

    /** @param notes kept in the file's own metadata */
    ParquetTableWriter(Path file, List<TableColumn> columns, Map<String, String> notes) throws IOException {
        writer = new Builder(new LocalOutputFile(file), columns, notes)
                .withConf(new PlainParquetConfiguration())
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .build();
    }

    @Override
    public void write(TableRow row) throws IOException {
        writer.write(row);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static final class Builder extends ParquetWriter.Builder<TableRow, Builder> {
        private final List<TableColumn> columns;
        private final Map<String, String> notes;

        Builder(OutputFile file, List<TableColumn> columns, Map<String, String> notes) {
            super(file);
            this.columns = columns;
            this.notes = notes;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<TableRow> getWriteSupport(Configuration unused) {
            return new Rows(columns, notes);
        }

        @Override
        protected WriteSupport<TableRow> getWriteSupport(ParquetConfiguration unused) {
            return new Rows(columns, notes);
        }
    }

    /** Turns cells into Parquet's events. */
    private static final class Rows extends WriteSupport<TableRow> implements TableRow.Cells {
        private final List<String> names;
        private final MessageType schema;
        private final Map<String, String> notes;

        @SuppressWarnings("NullAway.Init") // Parquet gives it before the first row
        private RecordConsumer consumer;

        private int column;

        Rows(List<TableColumn> columns, Map<String, String> notes) {
            this.names = columns.stream().map(TableColumn::name).toList();
            List<Type> types = new ArrayList<>();
            columns.forEach(each -> types.add(type(each)));
            this.schema = new MessageType("tickpilot", types);
            this.notes = notes;
        }

        private static Type type(TableColumn column) {
            return switch (column.kind()) {
                case TEXT ->
                    Types.required(PrimitiveTypeName.BINARY)
                            .as(LogicalTypeAnnotation.stringType())
                            .named(column.name());
                case WHOLE -> Types.required(PrimitiveTypeName.INT64).named(column.name());
                case DOUBLE -> Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
                case FLOAT -> Types.optional(PrimitiveTypeName.FLOAT).named(column.name());
            };
        }

        @Override
        public WriteContext init(Configuration unused) {
            return new WriteContext(schema, notes);
        }

        @Override
        public WriteContext init(ParquetConfiguration unused) {
            return new WriteContext(schema, notes);
        }

        @Override
        public void prepareForWrite(RecordConsumer recordConsumer) {
            consumer = recordConsumer;
        }

        @Override
        public void write(TableRow row) {
            consumer.startMessage();
            column = 0;
            row.writeTo(this);
            consumer.endMessage();
        }

        @Override
        public void text(String value) {
            begin();
            consumer.addBinary(Binary.fromString(value));
            end();
        }

        @Override
        public void whole(long value) {
            begin();
            consumer.addLong(value);
            end();
        }

        @Override
        public void number(double value) {
            if (Double.isNaN(value)) {
                column++;
                return;
            }
            begin();
            consumer.addDouble(value);
            end();
        }

        @Override
        public void number(float value) {
            if (Float.isNaN(value)) {
                column++;
                return;
            }
            begin();
            consumer.addFloat(value);
            end();
        }

        private void begin() {
            consumer.startField(names.get(column), column);
        }

        private void end() {
            consumer.endField(names.get(column), column);
            column++;
        }
    }
}
