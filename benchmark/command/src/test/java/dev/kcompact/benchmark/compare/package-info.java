/** Tests of the package of this name. */
@NullMarked
package dev.kcompact.benchmark.compare;

import org.jspecify.annotations.NullMarked;
