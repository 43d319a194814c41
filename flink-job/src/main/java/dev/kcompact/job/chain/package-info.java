/** Types that never leave the one chain of source, compactor and file sink. */
@NullMarked
package dev.kcompact.job.chain;

import org.jspecify.annotations.NullMarked;
