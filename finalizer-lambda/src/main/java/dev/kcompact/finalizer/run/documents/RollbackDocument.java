package dev.kcompact.finalizer.run.documents;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Tables whose partitions are restored, kept as {@code rollback.json} from before the first restore
 * on, so that a repeated call gives the same answer.
 *
 * @param version of this format
 */
public record RollbackDocument(int version, List<String> tables) {
  public static final String NAME = "rollback.json";

  /** Of each of the three formats. */
  public static final int VERSION = 1;

  public RollbackDocument {
    tables = List.copyOf(tables);
  }

  /**
   * The run that a rollback reverts, kept as {@code target.json} of the run that performs the
   * rollback, from before the first change on: a repeated call must not revert one run more.
   *
   * @param version of this format
   */
  public record Target(int version, String run) {
    public static final String NAME = "target.json";

    public Target {
      requireNonNull(run, "run is null");
    }
  }

  /**
   * Marks a run as reverted, kept as {@code undone.json} of that run from before the first restore
   * on. An invocation of Publish that still runs finds it and changes nothing.
   *
   * @param version of this format
   * @param by the run that performs the rollback
   */
  public record Reverted(int version, String by) {
    public static final String NAME = "undone.json";
  }
}
