/** Proof of completeness from the bucket and the lake alone. */
@NullMarked
package dev.kcompact.local.audit;

import org.jspecify.annotations.NullMarked;
