package dev.kcompact.job.store;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.s3.S3ObjectStore;
import java.io.Serializable;

/** Opens stores. Serialized with the job graph. */
@FunctionalInterface
public interface ObjectStores extends Serializable {
  /** Opens a store of the objects below the directory {@code root}. */
  ObjectStore open(StorageLocation root, RequestCounter counter);

  /** Opens stores on S3 and in folders. */
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
