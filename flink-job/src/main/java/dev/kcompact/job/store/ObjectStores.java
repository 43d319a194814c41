package dev.kcompact.job.store;

import dev.kcompact.job.store.s3.S3ObjectStore;
import java.io.Serializable;

/** Opens stores; serialized with the job's graph. */
@FunctionalInterface
public interface ObjectStores extends Serializable {
  ObjectStore open(Root root, RequestCounter counter);

  /** Stores on S3 and in folders. */
  static ObjectStores of(StoreOptions options) {
    return (root, counter) ->
        root.isS3()
            ? new S3ObjectStore(root, options, counter)
            : new FileObjectStore(root, counter);
  }
}
