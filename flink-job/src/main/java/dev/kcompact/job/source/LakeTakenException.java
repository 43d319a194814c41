package dev.kcompact.job.source;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** Another job writes the lake; no restart of this one would change that. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
final class LakeTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LakeTakenException(String lake, String other) {
    super(
        "Another job writes the lake "
            + lake
            + ": "
            + other
            + "; stop that one first, two writers would double records");
  }
}
