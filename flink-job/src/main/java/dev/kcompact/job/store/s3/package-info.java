/** The object store on S3, with signing, retries and counting of requests. */
@NullMarked
package dev.kcompact.job.store.s3;

import org.jspecify.annotations.NullMarked;
