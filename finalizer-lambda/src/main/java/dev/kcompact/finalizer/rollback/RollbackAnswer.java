package dev.kcompact.finalizer.rollback;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was restored.
 *
 * @param tables whose partitions the run had changed
 * @param run whose changes were undone; null where there was nothing to undo
 * @param token of that run
 */
public record RollbackAnswer(
    Status status, List<String> tables, @Nullable String run, @Nullable Long token) {
  /** The kinds of outcome. */
  public enum Status {
    ROLLED_BACK,
    /** Nothing had been changed. */
    NOTHING
  }

  public RollbackAnswer {
    tables = List.copyOf(tables);
  }
}
