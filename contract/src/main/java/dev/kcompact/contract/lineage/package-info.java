/** Which raw objects a compacted file holds, and the arithmetic that proves a day complete. */
@NullMarked
package dev.kcompact.contract.lineage;

import org.jspecify.annotations.NullMarked;
