/** Tests of the local S3 server and its request counts. */
@NullMarked
package dev.kcompact.testbed.s3;

import org.jspecify.annotations.NullMarked;
