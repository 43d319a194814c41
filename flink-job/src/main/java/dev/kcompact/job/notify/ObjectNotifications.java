package dev.kcompact.job.notify;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.StoreOptions;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;

/**
 * A queue that reports objects written below a root. Delivery is at least once and unordered, and a
 * notification may be late or lost: callers must recognize duplicates and list to find objects that
 * were never reported. Thread-safe.
 */
public interface ObjectNotifications extends AutoCloseable {

  /** Opens a queue. Serialized with the job graph and used in the enumerator. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /** The queue reports only objects below {@code root}, with keys relative to it. */
    ObjectNotifications open(StorageLocation root);

    /**
     * Creates SQS queues; {@code store} provides region and credentials that are not set elsewhere.
     */
    static Factory of(NotificationOptions options, StoreOptions store) {
      return root -> new SqsObjectNotifications(root, options, store);
    }
  }

  /**
   * Receives waiting notifications, and blocks for about a second if there are none. Notifications
   * that are not acknowledged are delivered again after the visibility timeout of the queue.
   *
   * @param maxObjects at least 1; may be exceeded, because all objects of a message are returned
   * @throws IOException with queue and cause; nothing is lost, the messages are delivered again
   */
  NotificationBatch receive(int maxObjects) throws IOException;

  /**
   * Deletes the messages of these receipts, whose objects must be in a completed checkpoint or
   * committed. All objects of a receipt came in one batch.
   *
   * @throws IOException with queue and cause; some may have been acknowledged
   */
  void acknowledge(Collection<String> receipts) throws IOException;

  @Override
  void close();
}
