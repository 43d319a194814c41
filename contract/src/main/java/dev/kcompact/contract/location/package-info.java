/** Locations of objects and folders, on S3 and in local file systems. */
@NullMarked
package dev.kcompact.contract.location;

import org.jspecify.annotations.NullMarked;
