/** Objects in S3 or in a folder, addressed by keys below a root. */
@NullMarked
package dev.kcompact.finalizer.store;

import org.jspecify.annotations.NullMarked;
