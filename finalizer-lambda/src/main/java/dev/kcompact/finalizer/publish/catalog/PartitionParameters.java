package dev.kcompact.finalizer.publish.catalog;

import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parameters of a partition, which identify the run that wrote it. */
public final class PartitionParameters {
  private static final String RUN = "kcompact.run";
  private static final String TOKEN = "kcompact.token";
  private static final String ROWS = "kcompact.rows";
  private static final String LINEAGE = "kcompact.lineage";

  /** Present if the partition was published while objects were missing or changed. */
  public static final String INCOMPLETE = "kcompact.incomplete";

  private PartitionParameters() {}

  /**
   * @param incomplete describes missing or changed objects; empty for a complete day
   */
  public static Map<String, String> of(RunRef run, long rows, String lineage, String incomplete) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put(RUN, run.run());
    parameters.put(TOKEN, Long.toString(run.token()));
    parameters.put(ROWS, Long.toString(rows));
    parameters.put(LINEAGE, lineage);
    if (!incomplete.isEmpty()) {
      parameters.put(INCOMPLETE, incomplete);
    }
    return parameters;
  }

  static boolean isComplete(Target target) {
    return !target.parameters().containsKey(INCOMPLETE);
  }

  /** Empty if kcompact did not write the partition. */
  public static Optional<String> run(Target target) {
    return Optional.ofNullable(target.parameters().get(RUN));
  }

  public static boolean isOf(@Nullable Target target, RunRef run) {
    return target != null && run.run().equals(target.parameters().get(RUN));
  }

  /** 0 if kcompact did not write the partition. */
  public static long token(Target target) {
    return number(target, TOKEN).orElse(0L);
  }

  /** Empty if kcompact did not write the partition. */
  public static Optional<Long> rows(Target target) {
    return number(target, ROWS);
  }

  private static Optional<Long> number(Target target, String name) {
    return Optional.ofNullable(target.parameters().get(name))
        .filter(text -> text.matches("\\d{1,18}"))
        .map(Long::valueOf);
  }
}
