/** The benchmark command: kcompact and its peers on the same objects, in turn. */
@NullMarked
package dev.kcompact.benchmark;

import org.jspecify.annotations.NullMarked;
