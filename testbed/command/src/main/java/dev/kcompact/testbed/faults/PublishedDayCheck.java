package dev.kcompact.testbed.faults;

import dev.kcompact.testbed.check.CheckResult;
import dev.kcompact.testbed.check.CheckResult.Differs;
import dev.kcompact.testbed.check.DayCheck;
import dev.kcompact.testbed.check.Difference;
import dev.kcompact.testbed.check.Difference.Kind;
import dev.kcompact.testbed.demo.SampleStack;
import dev.kcompact.testbed.faults.Totals.Outcome;
import dev.kcompact.testbed.sample.SampleDay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Checks the published partitions of a day. */
final class PublishedDayCheck {
  private PublishedDayCheck() {}

  /**
   * Returns the differences of the published rows, and passes each failed check to {@code
   * failures}.
   */
  static Outcome at(SampleStack sample, SampleDay day, Path scratch, Consumer<String> failures)
      throws IOException {
    DayCheck check = sample.check(day, sample.kafka(), scratch);
    long lost = 0;
    long duplicated = 0;
    long wrong = 0;
    for (CheckResult result : check.finalized(check.publishedRun().orElse("none")).results()) {
      if (result instanceof Differs differs) {
        failures.accept(differs.toString());
        long missing = count(differs, Kind.MISSING);
        long twice = count(differs, Kind.DUPLICATED);
        lost += missing;
        duplicated += twice;
        wrong += differs.differences() - missing - twice;
      }
    }
    return new Outcome(0, lost, duplicated, wrong);
  }

  private static long count(Differs differs, Kind kind) {
    return differs.first().stream().map(Difference::kind).filter(kind::equals).count();
  }
}
