/** The tables and partitions of a catalog, as publishing and rollback see them. */
@NullMarked
package dev.kcompact.finalizer.publish.catalog;

import org.jspecify.annotations.NullMarked;
