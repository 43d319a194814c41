/** Tests of the proof of completeness. */
@NullMarked
package dev.kcompact.local.audit;

import org.jspecify.annotations.NullMarked;
