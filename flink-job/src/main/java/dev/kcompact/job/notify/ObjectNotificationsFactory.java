package dev.kcompact.job.notify;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.StoreOptions;
import java.io.Serializable;

/** Opens a queue. Serialized with the job graph and used in the enumerator. */
@FunctionalInterface
public interface ObjectNotificationsFactory extends Serializable {
  /**
   * @param root only objects below it are reported; their keys are relative to it
   */
  ObjectNotifications open(StorageLocation root);

  /**
   * Returns a factory for notifications from an SQS queue.
   *
   * @param store its region and credentials are used where the queue's URL and the environment have
   *     none
   */
  static ObjectNotificationsFactory of(NotificationOptions options, StoreOptions store) {
    return root -> new SqsObjectNotifications(root, options, store);
  }
}
