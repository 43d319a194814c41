package dev.kcompact.job.notify;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.StoreOptions;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;

/**
 * A queue that reports objects written below a root. Delivery is at least once and without order,
 * and a notification may be late or lost: callers must recognise an object that is reported twice,
 * and list for those that are never reported. Safe for use by several threads.
 */
public interface ObjectNotifications extends AutoCloseable {

  /** Opens a queue. Serialized with the job graph and used in the enumerator. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /**
     * @param root only objects below it are reported; their keys are relative to it
     */
    ObjectNotifications open(StorageLocation root);

    /**
     * Returns a factory for notifications from an SQS queue.
     *
     * @param store its region and credentials are used where the queue's URL and the environment
     *     have none
     */
    static Factory of(NotificationOptions options, StoreOptions store) {
      return root -> new SqsObjectNotifications(root, options, store);
    }
  }

  /**
   * Receives waiting notifications; blocks for about a second if there are none. What is received
   * and not acknowledged is delivered again after the queue's visibility timeout.
   *
   * @param maxObjects at least 1; the objects of one message stay together, so that a few more may
   *     be returned
   * @throws IOException naming the queue and the cause; nothing is lost, it is delivered again
   */
  NotificationBatch receive(int maxObjects) throws IOException;

  /**
   * Deletes the messages of these receipts. To be called when their objects are in a completed
   * checkpoint, or known to be committed; all objects of a receipt came in one batch.
   *
   * @throws IOException naming the queue and the cause; some may have been acknowledged
   */
  void acknowledge(Collection<String> receipts) throws IOException;

  @Override
  void close();
}
