/** Tests of the Lambda host, with handlers in a separate zip. */
@NullMarked
package dev.kcompact.testbed.lambda;

import org.jspecify.annotations.NullMarked;
