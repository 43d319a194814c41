/** The packaged job for a long time, under everything that befalls it in ordinary days. */
@NullMarked
package dev.kcompact.testbed.soak;

import org.jspecify.annotations.NullMarked;
