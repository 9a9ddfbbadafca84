/** From MQL4 text to C++ text: lexer, preprocessor, declaration parser, writers. Touches files only to read sources. */
@NullMarked
package io.tickpilot.mql4.translate;

import org.jspecify.annotations.NullMarked;
