/** Long runs of the packaged job under ordinary operations. */
@NullMarked
package dev.kcompact.testbed.soak;

import org.jspecify.annotations.NullMarked;
