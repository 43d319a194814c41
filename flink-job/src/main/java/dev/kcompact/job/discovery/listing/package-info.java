/** Listing of prefixes and their high-water marks. */
@NullMarked
package dev.kcompact.job.discovery.listing;

import org.jspecify.annotations.NullMarked;
