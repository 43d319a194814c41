package dev.kcompact.job.compact;

import dev.kcompact.job.decode.framing.ObjectDecoder;
import dev.kcompact.job.store.ObjectDeletedException;
import dev.kcompact.job.store.UnreadableObjectException;

/**
 * Looks for a corrupt record in a group whose file is not started. It reads the objects once more
 * than the file needs, and is for outages only. Used in the task's thread.
 */
final class CorruptRecordSearch {
  private final ObjectDecoder decoder;
  private boolean found;

  CorruptRecordSearch(ObjectDecoder decoder) {
    this.decoder = decoder;
  }

  /** Reads objects until one has a corrupt record, except for those that cannot be read. */
  boolean finds(ObjectPrefetcher objects) throws Exception {
    found = false;
    while (!found && objects.hasNext()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("Task cancelled while it looked for corrupt records");
      }
      search(objects);
    }
    return found;
  }

  private void search(ObjectPrefetcher objects) throws Exception {
    RawObject object;
    try {
      object = objects.next();
    } catch (ObjectDeletedException | UnreadableObjectException e) {
      return;
    }
    decoder.decode(
        object.source().key(),
        object.content(),
        object.sideContents(),
        row -> found |= row.isCorrupt());
  }
}
