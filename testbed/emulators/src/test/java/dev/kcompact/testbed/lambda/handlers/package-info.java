/** Handlers that are packed into a function's zip. */
@NullMarked
package dev.kcompact.testbed.lambda.handlers;

import org.jspecify.annotations.NullMarked;
