package dev.kcompact.testbed.faults;

import dev.kcompact.testbed.check.RowOracle.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up what was done and what came of it. Belongs to one thread. */
final class Tally {
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private long kills;
  private Outcome total = new Outcome(0, 0, 0, 0);

  /**
   * Records.
   *
   * @param in that were put
   */
  record Outcome(long in, long lost, long doubled, long wrong) {
    Outcome plus(Outcome other) {
      return new Outcome(
          in + other.in, lost + other.lost, doubled + other.doubled, wrong + other.wrong);
    }

    static Outcome of(Verdict verdict) {
      return new Outcome(verdict.in(), verdict.lost(), verdict.doubled(), verdict.wrong());
    }

    /** What has come since an earlier one. */
    Outcome since(Outcome before) {
      return new Outcome(
          in - before.in, lost - before.lost, doubled - before.doubled, wrong - before.wrong);
    }

    boolean holds() {
      return lost == 0 && doubled == 0 && wrong == 0;
    }
  }

  /**
   * What one kind of fault came to.
   *
   * @param times it was injected
   * @param outcome of the records that were put meanwhile
   */
  record Line(String fault, int times, Outcome outcome) {
    Line plus(int more, Outcome other) {
      return new Line(fault, times + more, outcome.plus(other));
    }
  }

  /** Counts a blow, and all of its kinds. */
  void add(Blow blow, Outcome outcome) {
    for (Victim victim : Victim.values()) {
      int times = (int) blow.all().filter(kill -> kill.victim() == victim).count();
      kills += times;
      add(victim.told(), times, outcome);
    }
    boolean both = blow.kills(Victim.TASK_MANAGER) && blow.kills(Victim.JOB_MANAGER);
    add("both of these at once", both ? 1 : 0, outcome);
    add(blow.turn().told(), 1, outcome);
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
