package dev.kcompact.finalizer.rollback;

import java.util.List;

/**
 * What was restored.
 *
 * @param tables whose partitions this run had changed
 */
public record RollbackAnswer(Status status, List<String> tables) {
  /** The kinds of outcome. */
  public enum Status {
    ROLLED_BACK,
    /** This run had changed nothing. */
    NOTHING
  }

  public RollbackAnswer {
    tables = List.copyOf(tables);
  }
}
