/** A local S3 server over a directory that counts its requests. */
@NullMarked
package dev.kcompact.testbed.s3;

import org.jspecify.annotations.NullMarked;
