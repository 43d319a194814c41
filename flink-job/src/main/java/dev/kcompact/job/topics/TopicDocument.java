package dev.kcompact.job.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.topics.TopicTables;
import dev.kcompact.job.store.ObjectDeletedException;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStore.FetchedObject;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The document of topics in the lake, as this job has read or written it. Used by one thread. */
final class TopicDocument {
  private final ObjectStore lake;
  private TopicTables topics = TopicTables.NONE;
  private @Nullable String etag;
  private boolean isRead;

  TopicDocument(ObjectStore lake) {
    this.lake = lake;
  }

  /** Returns the topics; reads them once. */
  TopicTables read() throws IOException {
    if (!isRead) {
      try {
        FetchedObject found = ObjectStore.await(lake.fetch(TopicTables.KEY));
        topics = TopicTables.fromJson(new String(found.content(), UTF_8));
        etag = found.etag();
      } catch (ObjectDeletedException none) {
        topics = TopicTables.NONE;
        etag = null;
      } catch (IllegalArgumentException e) {
        throw new IllegalStateException(
            "Failed to read the tables of topics: "
                + lake.root()
                + TopicTables.KEY
                + ": "
                + e.getMessage()
                + "; restore an earlier version of it",
            e);
      }
      isRead = true;
    }
    return topics;
  }

  /**
   * Replaces what was read. After a failure, it is read again.
   *
   * @throws IOException also if another job has written it
   */
  void write(TopicTables added) throws IOException {
    isRead = false;
    byte[] content = (added.toJson() + "\n").getBytes(UTF_8);
    etag =
        lake.write(TopicTables.KEY, content, etag)
            .orElseThrow(
                () ->
                    new IOException(
                        "Another job has written it: " + lake.root() + TopicTables.KEY));
    topics = added;
    isRead = true;
  }
}
