/** Types of the elements within the operator chain of source, compactor and file sink. */
@NullMarked
package dev.kcompact.job.chain;

import org.jspecify.annotations.NullMarked;
