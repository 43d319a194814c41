package dev.kcompact.finalizer.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The outcome of one fault.
 *
 * @param run how the execution ended
 * @param catalog where the day's partitions point
 * @param incident its state in ServiceNow
 * @param lock its owner
 * @param rerun how the next run ended
 */
record FailureRow(
    String state,
    Scenario scenario,
    Fault fault,
    String run,
    String catalog,
    String incident,
    String lock,
    String rerun) {
  private static final String HEAD =
      "| state | scenario | fault | retried | run | catalog | incident | lock |\n"
          + "| --- | --- | --- | --- | --- | --- | --- | --- |\n";

  private static final int FAULT_COLUMN = 2;

  /** The table of docs/failures.md, where faults of a state with the same outcome share a row. */
  static String table(List<FailureRow> rows) {
    Map<List<String>, String> faults = new LinkedHashMap<>();
    for (FailureRow row : rows) {
      faults.merge(row.cells(), row.fault.moment(), (all, next) -> all + ", " + next);
    }
    StringBuilder table = new StringBuilder(HEAD);
    faults.forEach(
        (cells, moments) -> {
          List<String> all = new ArrayList<>(cells);
          all.add(FAULT_COLUMN, moments);
          table.append("| ").append(String.join(" | ", all)).append(" |\n");
        });
    return table.toString();
  }

  private List<String> cells() {
    return List.of(
        "`" + state + "`",
        scenario.description(),
        fault.isTransient() ? "yes" : "no",
        run,
        catalog,
        incident,
        lock);
  }

  /**
   * Whether the catalog is of one run, one incident reports the failure and the lock is free,
   * except for what the failed state itself was to do.
   */
  boolean isAsPromised() {
    boolean gaveUp = !fault.isTransient();
    boolean isOfOneRun =
        !catalog.equals(FailureTrial.MIXED) || (gaveUp && state.startsWith("Rollback"));
    boolean isReported =
        incident.equals(run.equals("fails") ? "updated" : "resolved")
            || (gaveUp && state.startsWith("Notify"))
            || (run.equals("succeeds") && scenario == Scenario.ROLL_BACK);
    boolean isFree = lock.equals("free") || (gaveUp && state.startsWith("ReleaseLock"));
    return isOfOneRun && isReported && isFree && rerun.equals("succeeds");
  }
}
