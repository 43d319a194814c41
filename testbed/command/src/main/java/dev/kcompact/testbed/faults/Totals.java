package dev.kcompact.testbed.faults;

import dev.kcompact.testbed.check.RowOracle.Result;
import dev.kcompact.testbed.faults.FaultStep.KillTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums faults and the outcomes of their records. Not thread-safe. */
final class Totals {
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private long kills;
  private Outcome total = new Outcome(0, 0, 0, 0);

  /**
   * Numbers of records.
   *
   * @param in written records
   */
  record Outcome(long in, long lost, long duplicated, long wrong) {
    Outcome plus(Outcome other) {
      return new Outcome(
          in + other.in, lost + other.lost, duplicated + other.duplicated, wrong + other.wrong);
    }

    static Outcome of(Result result) {
      return new Outcome(result.in(), result.lost(), result.duplicated(), result.wrong());
    }

    /** Returns the difference to an earlier outcome. */
    Outcome since(Outcome before) {
      return new Outcome(
          in - before.in, lost - before.lost, duplicated - before.duplicated, wrong - before.wrong);
    }

    boolean holds() {
      return lost == 0 && duplicated == 0 && wrong == 0;
    }
  }

  /**
   * Totals of one kind of fault.
   *
   * @param times number of injections
   * @param outcome of the records written meanwhile
   */
  record Line(String fault, int times, Outcome outcome) {
    Line plus(int more, Outcome other) {
      return new Line(fault, times + more, outcome.plus(other));
    }
  }

  /** Adds a step and each of its faults. */
  void add(FaultStep step, Outcome outcome) {
    for (KillTarget target : KillTarget.values()) {
      int times = (int) step.all().filter(kill -> kill.target() == target).count();
      kills += times;
      add(target.label(), times, outcome);
    }
    boolean both = step.kills(KillTarget.TASK_MANAGER) && step.kills(KillTarget.JOB_MANAGER);
    add("both of these at once", both ? 1 : 0, outcome);
    add(step.action().label(), 1, outcome);
  }

  void add(String fault, int times, Outcome outcome) {
    if (times > 0) {
      lines.merge(
          fault, new Line(fault, times, outcome), (known, more) -> known.plus(times, outcome));
    }
  }

  void total(Outcome outcome) {
    total = total.plus(outcome);
  }

  Outcome total() {
    return total;
  }

  long kills() {
    return kills;
  }

  List<Line> lines() {
    return List.copyOf(lines.values());
  }
}
