package dev.kcompact.job.notify;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A queue in memory that hides received notifications until their visibility timeout. */
public final class MemoryNotifications implements ObjectNotifications {
  private final Map<String, NotifiedObject> visible = new LinkedHashMap<>();
  private final Map<String, NotifiedObject> invisible = new LinkedHashMap<>();
  private @Nullable String fault;
  private int sent;

  /** Sends a notification of an object; the same object may be sent more than once. */
  public synchronized void send(String key, String etag, long size, Instant time) {
    String receipt = "receipt-" + sent++;
    visible.put(receipt, new NotifiedObject(key, etag, size, time, receipt));
  }

  /** Ends the visibility timeout of all notifications that are not acknowledged. */
  public synchronized void endVisibilityTimeout() {
    visible.putAll(invisible);
    invisible.clear();
  }

  /** Makes every call fail with this message; null restores it. */
  public synchronized void fail(@Nullable String message) {
    fault = message;
  }

  /** Number of notifications that are not acknowledged. */
  public synchronized int size() {
    return visible.size() + invisible.size();
  }

  @Override
  public synchronized NotificationBatch receive(int maxObjects) throws IOException {
    failIfFaulty();
    List<NotifiedObject> taken = new ArrayList<>();
    for (NotifiedObject object : List.copyOf(visible.values())) {
      if (taken.size() < maxObjects) {
        visible.remove(object.receipt());
        invisible.put(object.receipt(), object);
        taken.add(object);
      }
    }
    return new NotificationBatch(taken, 0, 0, 1);
  }

  /** Like a real queue, accepts unknown receipts. */
  @Override
  public synchronized void acknowledge(Collection<String> receipts) throws IOException {
    failIfFaulty();
    receipts.forEach(
        receipt -> {
          visible.remove(receipt);
          invisible.remove(receipt);
        });
  }

  @Override
  public void close() {}

  private void failIfFaulty() throws IOException {
    if (fault != null) {
      throw new IOException(fault);
    }
  }
}
