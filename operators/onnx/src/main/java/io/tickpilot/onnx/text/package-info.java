/** Scoring of texts: tokenizer, ONNX session and the mapping of a head's labels. May use the tokenizer library; never on the tick path. */
@NullMarked
package io.tickpilot.onnx.text;

import org.jspecify.annotations.NullMarked;
