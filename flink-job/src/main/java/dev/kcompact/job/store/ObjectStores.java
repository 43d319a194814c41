package dev.kcompact.job.store;

import java.io.Serializable;

/** Opens a store; travels with the job's graph to wherever one is needed. */
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
