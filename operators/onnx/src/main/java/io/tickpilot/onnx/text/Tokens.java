package io.tickpilot.onnx.text;

/**
 * One text as the model reads it. The arrays are not copied.
 *
 * @param ids with the model's own marks such as {@code [CLS]}
 * @param types segment of each token, 0 throughout for a single text
 * @param count tokens of the text itself
 * @param known those of them that are not the unknown token
 * @param truncated whether the text had more
 */
@SuppressWarnings("ArrayRecordComponent")
public record Tokens(long[] ids, long[] types, int count, int known, boolean truncated) {}
