package dev.kcompact.finalizer.run.documents;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Tables whose partitions are restored, stored as {@code rollback.json} before the first restore,
 * so that a repeated call gives the same answer.
 */
public record RollbackDocument(int version, List<String> tables) {
  public static final String NAME = "rollback.json";

  /** Of all three formats. */
  public static final int VERSION = 1;

  public RollbackDocument {
    tables = List.copyOf(tables);
  }

  /**
   * The run that a rollback reverts, stored as {@code target.json} of the run that performs it,
   * before the first change: a repeated call must not revert another run.
   */
  public record Target(int version, String run) {
    public static final String NAME = "target.json";

    public Target {
      requireNonNull(run, "run is null");
    }
  }

  /**
   * Marks a run as reverted, stored as {@code undone.json} of that run before the first restore. An
   * invocation of Publish that still runs finds it and changes nothing.
   *
   * @param by the run that performs the rollback
   */
  public record Reverted(int version, String by) {
    public static final String NAME = "undone.json";
  }
}
