package io.tickpilot.archive;

import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** A record's value as it is; one without a value is empty. */
final class RecordBytes extends AbstractDeserializationSchema<byte[]> {
    private static final byte[] EMPTY = {};

    RecordBytes() {
        super(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    }

    @Override
    public byte[] deserialize(byte @org.jspecify.annotations.Nullable [] message) {
        return message == null ? EMPTY : message;
    }

    @Override
    public TypeInformation<byte[]> getProducedType() {
        return PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
    }
}
