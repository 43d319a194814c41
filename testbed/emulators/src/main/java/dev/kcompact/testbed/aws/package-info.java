/**
 * The AWS control plane on this machine: moto, and the front that routes Lambda invocations away
 * from it.
 */
@NullMarked
package dev.kcompact.testbed.aws;

import org.jspecify.annotations.NullMarked;
