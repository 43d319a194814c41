/** Objects behind a root URI, in a folder or on S3, as an auditor lists and reads them. */
@NullMarked
package dev.kcompact.cli.store;

import org.jspecify.annotations.NullMarked;
