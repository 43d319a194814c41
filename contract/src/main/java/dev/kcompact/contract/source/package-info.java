/** Keys below the source, and which of them no table owns. */
@NullMarked
package dev.kcompact.contract.source;

import org.jspecify.annotations.NullMarked;
