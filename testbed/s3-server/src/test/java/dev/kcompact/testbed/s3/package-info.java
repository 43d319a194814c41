/** Tests of how S3 requests are told apart. */
@NullMarked
package dev.kcompact.testbed.s3;

import org.jspecify.annotations.NullMarked;
