package dev.kcompact.job.notify;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.StoreOptions;
import java.io.Serializable;

/** Opens a queue; travels with the job's graph to the enumerator. */
@FunctionalInterface
public interface NotificationSource extends Serializable {
  /**
   * @param root below which objects are of interest, and to which their keys are relative
   */
  ObjectNotifications open(StorageLocation root);

  /**
   * Notifications from an SQS queue.
   *
   * @param store whose region and credentials serve where the queue's URL and the environment do
   *     not tell
   */
  static NotificationSource of(NotificationOptions options, StoreOptions store) {
    return root -> new SqsObjectNotifications(root, options, store);
  }
}
