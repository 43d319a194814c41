/** Tests of the proof of completeness. */
@NullMarked
package dev.kcompact.cli.audit;

import org.jspecify.annotations.NullMarked;
