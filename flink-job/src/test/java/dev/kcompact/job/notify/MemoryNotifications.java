package dev.kcompact.job.notify;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A queue driven by hand: what is received is hidden until it is acknowledged or shown again. */
public final class MemoryNotifications implements ObjectNotifications {
  private final Map<String, NotifiedObject> visible = new LinkedHashMap<>();
  private final Map<String, NotifiedObject> hidden = new LinkedHashMap<>();
  private @Nullable String fault;
  private int sent;

  /** An object was written; it may be told of more than once. */
  public synchronized void tell(String key, String etag, long size, Instant time) {
    String receipt = "receipt-" + sent++;
    visible.put(receipt, new NotifiedObject(key, etag, size, time, receipt));
  }

  /** The visibility timeout of everything that is not acknowledged is over. */
  public synchronized void showAgain() {
    visible.putAll(hidden);
    hidden.clear();
  }

  /** From now on every call fails so; null ends that. */
  public synchronized void fail(@Nullable String message) {
    fault = message;
  }

  /** How many are neither acknowledged nor will ever be forgotten. */
  public synchronized int left() {
    return visible.size() + hidden.size();
  }

  @Override
  public synchronized Batch receive(int most) throws IOException {
    failIfTold();
    List<NotifiedObject> taken = new ArrayList<>();
    for (NotifiedObject object : List.copyOf(visible.values())) {
      if (taken.size() < most) {
        visible.remove(object.receipt());
        hidden.put(object.receipt(), object);
        taken.add(object);
      }
    }
    return new Batch(taken, 0, 0, 1);
  }

  /** As with a real queue, a receipt that is known no longer is no error. */
  @Override
  public synchronized void acknowledge(Collection<String> receipts) throws IOException {
    failIfTold();
    receipts.forEach(
        receipt -> {
          visible.remove(receipt);
          hidden.remove(receipt);
        });
  }

  @Override
  public void close() {}

  private void failIfTold() throws IOException {
    if (fault != null) {
      throw new IOException(fault);
    }
  }
}
