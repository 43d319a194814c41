/** Adapts Lambda invocations to handlers: JSON payloads, remaining time, log fields. */
@NullMarked
package dev.kcompact.finalizer.invocation;

import org.jspecify.annotations.NullMarked;
