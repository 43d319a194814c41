package dev.kcompact.finalizer.publish;

import dev.kcompact.finalizer.run.PublishedDocument.Target;
import dev.kcompact.finalizer.run.RunRef;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a partition's parameters say of the run that made it. */
public final class RunParameters {
  private static final String RUN = "kcompact.run";
  private static final String TOKEN = "kcompact.token";
  private static final String ROWS = "kcompact.rows";
  private static final String LINEAGE = "kcompact.lineage";

  /** Only on partitions that were published though objects were missing or had changed. */
  public static final String INCOMPLETE = "kcompact.incomplete";

  private RunParameters() {}

  /**
   * @param incomplete what was let pass; empty for a whole day
   */
  static Map<String, String> of(RunRef run, long rows, String lineage, String incomplete) {
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

  /** Whether the day was whole when it was published. */
  static boolean isWhole(Target target) {
    return !target.parameters().containsKey(INCOMPLETE);
  }

  /** The run that made a partition; empty for one that kcompact did not make. */
  public static Optional<String> run(Target target) {
    return Optional.ofNullable(target.parameters().get(RUN));
  }

  /** Whether a partition was made by this run. */
  public static boolean isOf(@Nullable Target target, RunRef run) {
    return target != null && run.run().equals(target.parameters().get(RUN));
  }

  /** The token of the run that made a partition; 0 for one that kcompact did not make. */
  static long token(Target target) {
    String token = target.parameters().getOrDefault(TOKEN, "0");
    return token.matches("\\d{1,18}") ? Long.parseLong(token) : 0;
  }

  /** The rows that a partition was published with; empty for one that kcompact did not make. */
  static Optional<Long> rows(Target target) {
    String rows = target.parameters().getOrDefault(ROWS, "");
    return rows.matches("\\d{1,18}") ? Optional.of(Long.parseLong(rows)) : Optional.empty();
  }
}
