/** The state machine with the real handlers, in moto. */
@NullMarked
package dev.kcompact.finalizer.workflow;

import org.jspecify.annotations.NullMarked;
