package dev.kcompact.finalizer.run;

import java.util.List;

/**
 * Tables whose partitions are restored, kept as {@code rollback.json} from before the first one on,
 * so that a repeated call gives the same answer.
 *
 * @param version of this format
 */
public record RollbackDocument(int version, List<String> tables) {
  public static final String NAME = "rollback.json";
  public static final int VERSION = 1;

  public RollbackDocument {
    tables = List.copyOf(tables);
  }
}
