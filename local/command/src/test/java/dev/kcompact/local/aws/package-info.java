/** Tests of moto and its front, with a state machine that runs Lambdas. */
@NullMarked
package dev.kcompact.local.aws;

import org.jspecify.annotations.NullMarked;
