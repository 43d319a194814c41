/** How a Lambda invocation reaches a handler: JSON in, JSON out, and the time that is left. */
@NullMarked
package dev.kcompact.finalizer.invocation;

import org.jspecify.annotations.NullMarked;
