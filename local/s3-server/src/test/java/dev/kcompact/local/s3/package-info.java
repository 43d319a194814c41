/** Tests of how S3 requests are told apart. */
@NullMarked
package dev.kcompact.local.s3;

import org.jspecify.annotations.NullMarked;
