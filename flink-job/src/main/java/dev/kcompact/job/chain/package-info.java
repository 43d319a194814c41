/** Types of the elements within the one chain of source, compactor and file sink. */
@NullMarked
package dev.kcompact.job.chain;

import org.jspecify.annotations.NullMarked;
