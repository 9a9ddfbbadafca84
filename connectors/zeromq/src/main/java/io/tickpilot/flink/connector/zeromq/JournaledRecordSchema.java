package io.tickpilot.flink.connector.zeromq;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Decodes the records of the log. The journal and the fast copy carry the same bytes.
 *
 * @param <T> what the source emits
 */
public interface JournaledRecordSchema<T> extends Serializable {

    /**
     * Decodes the bytes from {@code offset} to the end of the array, which the result may keep.
     *
     * @throws IOException when they are malformed
     */
    JournaledRecord<T> decode(byte[] bytes, int offset) throws IOException;

    /** Type of what is emitted. */
    TypeInformation<T> producedType();
}
