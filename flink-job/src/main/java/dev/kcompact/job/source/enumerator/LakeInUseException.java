package dev.kcompact.job.source.enumerator;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** Another job writes the lake. A restart of this job would not change that. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
final class LakeInUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LakeInUseException(String lake, String holder) {
    super(
        "Another job writes the lake "
            + lake
            + ": "
            + holder
            + "; stop that one first, two writers would duplicate records");
  }
}
