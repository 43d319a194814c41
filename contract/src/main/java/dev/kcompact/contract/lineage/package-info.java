/** The raw objects of compacted files, and the comparison that proves a day complete. */
@NullMarked
package dev.kcompact.contract.lineage;

import org.jspecify.annotations.NullMarked;
