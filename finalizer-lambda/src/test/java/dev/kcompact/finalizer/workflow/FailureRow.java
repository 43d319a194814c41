package dev.kcompact.finalizer.workflow;

/**
 * What came of one fault, as it stands in docs/failures.md.
 *
 * @param run how the execution ended
 * @param catalog where the day's partitions point
 * @param incident what ServiceNow has
 * @param lock whose it is
 * @param rerun what the next run comes to
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
  static final String HEAD =
      "| state | what happens to it | while | the run | the catalog | the incident | the lock | the"
          + " next run |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n";

  /**
   * Whatever fails, the catalog is of one run, one incident reports it and the lock is free; but
   * for the one thing that the state itself was to do and did not.
   */
  boolean isAsPromised() {
    boolean gaveUp = !fault.isTransient();
    boolean isOfOneRun = !catalog.contains("not all") || (gaveUp && state.startsWith("Rollback"));
    boolean isReported =
        incident.equals(run.equals("fails") ? "updated" : "resolved")
            || (gaveUp && state.startsWith("Notify"))
            || (run.equals("succeeds") && scenario == Scenario.ROLL_BACK);
    boolean isFree = lock.equals("free") || (gaveUp && state.startsWith("ReleaseLock"));
    return isOfOneRun && isReported && isFree && rerun.equals("succeeds");
  }

  @Override
  public String toString() {
    return "| "
        + String.join(
            " | ",
            "`" + state + "`",
            fault.description(),
            scenario.description(),
            run,
            catalog,
            incident,
            lock,
            rerun)
        + " |";
  }
}
