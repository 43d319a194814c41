/** A local S3 server over a directory, which counts its requests. */
@NullMarked
package dev.kcompact.testbed.s3;

import org.jspecify.annotations.NullMarked;
