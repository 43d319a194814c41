/** Read access to objects in a folder or on S3. */
@NullMarked
package dev.kcompact.cli.store;

import org.jspecify.annotations.NullMarked;
