package dev.kcompact.job.notify;

import java.io.IOException;
import java.util.Collection;

/**
 * A queue that tells of objects written below a root. It tells of each at least once, in no order,
 * perhaps late and perhaps never: whoever relies on it must know an object that comes twice, and
 * look for those that never come. Safe for use by several threads.
 */
public interface ObjectNotifications extends AutoCloseable {
  /**
   * Takes what is waiting; blocks for a second or so where nothing is. What was received and is not
   * acknowledged comes again once the queue's visibility timeout is over.
   *
   * @param most objects, at least 1; one message's objects are never taken apart, so that a few
   *     more may come
   * @throws IOException naming the queue and the cause; nothing is lost, it comes again
   */
  Batch receive(int most) throws IOException;

  /**
   * Never to be told again of what came with these receipts. To be called when the objects are in a
   * completed checkpoint, or known to be done; all objects of a receipt came in one batch.
   *
   * @throws IOException naming the queue and the cause; some may have been acknowledged
   */
  void acknowledge(Collection<String> receipts) throws IOException;

  @Override
  void close();
}
