/** The packaged job for a long time, under everything that befalls it in ordinary days. */
@NullMarked
package dev.kcompact.local.soak;

import org.jspecify.annotations.NullMarked;
