/** A local Lambda service: functions run in child JVMs on the packaged zip. */
@NullMarked
package dev.kcompact.testbed.lambda;

import org.jspecify.annotations.NullMarked;
