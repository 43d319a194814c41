/** Proof of completeness from the bucket and the lake alone. */
@NullMarked
package dev.kcompact.cli.audit;

import org.jspecify.annotations.NullMarked;
