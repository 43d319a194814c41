/** The object store on S3, and its requests: signing, retries, counting. */
@NullMarked
package dev.kcompact.job.store.s3;

import org.jspecify.annotations.NullMarked;
