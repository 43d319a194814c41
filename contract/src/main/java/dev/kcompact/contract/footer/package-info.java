/** Parquet footers, read from the end of a file. */
@NullMarked
package dev.kcompact.contract.footer;

import org.jspecify.annotations.NullMarked;
