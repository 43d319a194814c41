package dev.kcompact.job.discovery;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.plan.TableDay;
import java.io.IOException;

/** Knows from the lake which raw objects are in a committed file, independent of any state. */
@FunctionalInterface
public interface CommittedObjects {
  /** What the lake has of an object. */
  enum Status {
    /** No committed file contains it. */
    NEW,
    /** A committed file contains it. */
    COMMITTED,
    /** A committed file contains an object of this key with other content. */
    REWRITTEN
  }

  /**
   * Returns what the lake has of an object. Called in the enumerator's worker thread.
   *
   * @throws IOException if the lake cannot be read; the object must not be planned then
   */
  Status status(TableDay tableDay, SourceObject object) throws IOException;
}
