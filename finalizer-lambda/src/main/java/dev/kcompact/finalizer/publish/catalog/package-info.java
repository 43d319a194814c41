/** The tables and partitions of a catalog. */
@NullMarked
package dev.kcompact.finalizer.publish.catalog;

import org.jspecify.annotations.NullMarked;
