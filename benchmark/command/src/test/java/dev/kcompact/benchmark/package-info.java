/** Tests of the package of this name. */
@NullMarked
package dev.kcompact.benchmark;

import org.jspecify.annotations.NullMarked;
