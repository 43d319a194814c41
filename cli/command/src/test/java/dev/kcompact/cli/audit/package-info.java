/** Tests of the completeness checks. */
@NullMarked
package dev.kcompact.cli.audit;

import org.jspecify.annotations.NullMarked;
