/** Tests of the Flink cluster, with a small job in a jar of its own. */
@NullMarked
package dev.kcompact.cli.flink;

import org.jspecify.annotations.NullMarked;
