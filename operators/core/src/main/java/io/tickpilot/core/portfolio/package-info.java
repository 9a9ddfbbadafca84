/**
 * What an account holds, risks and may still risk: books from reports, measures of risk, loss floors and budgets. Keyed by account
 * in the supervision job; uses only core.
 */
@NullMarked
package io.tickpilot.core.portfolio;

import org.jspecify.annotations.NullMarked;
