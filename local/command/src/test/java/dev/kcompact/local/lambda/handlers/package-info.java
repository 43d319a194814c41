/** Handlers as they come in a function's zip. */
@NullMarked
package dev.kcompact.local.lambda.handlers;

import org.jspecify.annotations.NullMarked;
