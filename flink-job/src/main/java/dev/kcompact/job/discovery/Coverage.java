package dev.kcompact.job.discovery;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.plan.TableDay;
import java.io.IOException;

/** What is known of an object apart from what discovery remembers: the lake's own answer. */
@FunctionalInterface
public interface Coverage {
  /** The answer. */
  enum Verdict {
    /** No committed file has it. */
    OPEN,
    /** A committed file was made of it. */
    COVERED,
    /** A committed file was made of an object of this name, with other content. */
    CHANGED
  }

  /**
   * Called in discovery's own thread.
   *
   * @throws IOException if the lake cannot be read; the object must not be planned then
   */
  Verdict of(TableDay day, SourceObject object) throws IOException;
}
