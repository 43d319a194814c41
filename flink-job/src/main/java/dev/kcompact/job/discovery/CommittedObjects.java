package dev.kcompact.job.discovery;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.plan.TableDay;
import java.io.IOException;

/** Checks in the lake whether a raw object is in a committed file, independent of any state. */
@FunctionalInterface
public interface CommittedObjects {
  enum Status {
    NEW,
    COMMITTED,
    /** A committed file contains other content of the same key. */
    REWRITTEN
  }

  /**
   * Called in the enumerator's worker thread.
   *
   * @throws UnknownDayException if a file of the day cannot be read; the object must not be planned
   * @throws IOException if the lake does not respond
   */
  Status status(TableDay tableDay, SourceObject object) throws IOException;

  /** Makes the next call read which files were committed since. */
  default void refresh() {}
}
