/** The file sink: its elements, the writer of a group's file, and its options. */
@NullMarked
package dev.kcompact.job.write;

import org.jspecify.annotations.NullMarked;
