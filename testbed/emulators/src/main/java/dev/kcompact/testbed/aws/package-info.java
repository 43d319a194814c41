/** The AWS control plane on this machine: moto, and a front that handles Lambda invocations. */
@NullMarked
package dev.kcompact.testbed.aws;

import org.jspecify.annotations.NullMarked;
