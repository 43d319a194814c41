/** Handlers as they come in a function's zip. */
@NullMarked
package dev.kcompact.testbed.lambda.handlers;

import org.jspecify.annotations.NullMarked;
