/** Tests of the Flink cluster, with a small job in a separate jar. */
@NullMarked
package dev.kcompact.cli.flink;

import org.jspecify.annotations.NullMarked;
