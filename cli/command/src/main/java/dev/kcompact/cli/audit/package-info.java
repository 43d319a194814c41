/** Checks of completeness that read only the source bucket and the lake. */
@NullMarked
package dev.kcompact.cli.audit;

import org.jspecify.annotations.NullMarked;
