package dev.kcompact.finalizer.publish;

import dev.kcompact.finalizer.run.PublishedDocument.Target;
import dev.kcompact.finalizer.run.RunRef;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a partition's parameters say of the run that made it. */
public final class RunParameters {
  private static final String RUN = "kcompact.run";
  private static final String TOKEN = "kcompact.token";
  private static final String ROWS = "kcompact.rows";
  private static final String LINEAGE = "kcompact.lineage";

  private RunParameters() {}

  static Map<String, String> of(RunRef run, long rows, String lineage) {
    return Map.of(
        RUN,
        run.run(),
        TOKEN,
        Long.toString(run.token()),
        ROWS,
        Long.toString(rows),
        LINEAGE,
        lineage);
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
}
