package dev.kcompact.job.store;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.s3.S3ObjectStore;
import java.io.Serializable;

/** Opens stores; serialized with the job's graph. */
@FunctionalInterface
public interface ObjectStores extends Serializable {
  /**
   * @param root directory that the keys are relative to
   */
  ObjectStore open(StorageLocation root, RequestCounter counter);

  /** Stores on S3 and in folders. */
  static ObjectStores of(StoreOptions options) {
    return (root, counter) -> {
      if (!root.isDirectory()) {
        throw new IllegalArgumentException("root is not a directory: " + root);
      }
      return root.isS3()
          ? new S3ObjectStore(root, options, counter)
          : new FileObjectStore(root, counter);
    };
  }
}
