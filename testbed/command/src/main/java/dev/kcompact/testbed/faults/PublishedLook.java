package dev.kcompact.testbed.faults;

import dev.kcompact.testbed.check.CheckResult;
import dev.kcompact.testbed.check.CheckResult.Differs;
import dev.kcompact.testbed.check.DayCheck;
import dev.kcompact.testbed.check.Difference;
import dev.kcompact.testbed.check.Difference.Kind;
import dev.kcompact.testbed.demo.SampleStack;
import dev.kcompact.testbed.faults.Tally.Outcome;
import dev.kcompact.testbed.sample.SampleDay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Holds what is published of a day against the day. */
final class PublishedLook {
  private PublishedLook() {}

  /**
   * Differences in what is published now, without the number of records.
   *
   * @param scratch an existing folder
   * @param complaints takes what does not hold, each in words
   */
  static Outcome at(SampleStack sample, SampleDay day, Path scratch, Consumer<String> complaints)
      throws IOException {
    DayCheck check = sample.check(day, sample.kafka(), scratch);
    long lost = 0;
    long doubled = 0;
    long wrong = 0;
    for (CheckResult result : check.finalized(check.publishedRun().orElse("none")).results()) {
      if (result instanceof Differs differs) {
        complaints.accept(differs.toString());
        long missing = count(differs, Kind.MISSING);
        long twice = count(differs, Kind.DOUBLED);
        lost += missing;
        doubled += twice;
        wrong += differs.differences() - missing - twice;
      }
    }
    return new Outcome(0, lost, doubled, wrong);
  }

  private static long count(Differs differs, Kind kind) {
    return differs.first().stream().map(Difference::kind).filter(kind::equals).count();
  }
}
