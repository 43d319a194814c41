package dev.kcompact.finalizer.run;

import static java.util.Objects.requireNonNull;

/**
 * Which run a rollback undoes, kept as {@code target.json} of the run that was asked to do it from
 * before the first change on: a repeated call must not go one run further back.
 *
 * @param version of this format
 */
public record TargetDocument(int version, String run) {
  public static final String NAME = "target.json";
  public static final int VERSION = 1;

  public TargetDocument {
    requireNonNull(run, "run is null");
  }
}
