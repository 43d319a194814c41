/** The source of file groups: enumerator, reader, split, and their checkpointed forms. */
@NullMarked
package dev.kcompact.job.source;

import org.jspecify.annotations.NullMarked;
