/** Model folders as a user handles them: found, shown, verified, imported. */
@NullMarked
package io.tickpilot.local.models;

import org.jspecify.annotations.NullMarked;
