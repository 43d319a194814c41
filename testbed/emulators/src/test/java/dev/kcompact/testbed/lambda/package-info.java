/** Tests of the Lambda host, with handlers in a zip of their own. */
@NullMarked
package dev.kcompact.testbed.lambda;

import org.jspecify.annotations.NullMarked;
