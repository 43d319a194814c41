/** Tests of moto and its front, with a state machine that runs Lambdas. */
@NullMarked
package dev.kcompact.testbed.aws;

import org.jspecify.annotations.NullMarked;
