package dev.kcompact.finalizer.clean;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done so far; of a dry run, what would be.
 *
 * @param last name of the last task that is done
 * @param days table days whose raw objects were tagged or deleted
 * @param objects how many of them
 * @param bytes their size
 * @param left raw objects of these days that were left alone
 * @param runs old runs that were removed
 * @param refused why days were passed over; the first of them only
 */
public record Progress(
    @Nullable String last,
    long days,
    long objects,
    long bytes,
    long left,
    long runs,
    @Nullable List<String> refused) {
  static final Progress NONE = new Progress(null, 0, 0, 0, 0, 0, List.of());

  private static final int MOST_REFUSED = 20;

  public Progress {
    refused = refused == null ? List.of() : List.copyOf(refused);
  }

  /** Whether a task was done by an earlier invocation; tasks come in the order of their names. */
  boolean isPast(String task) {
    return last != null && last.compareTo(task) >= 0;
  }

  Progress with(Outcome outcome) {
    if (outcome instanceof Outcome.Cleaned cleaned) {
      return new Progress(
          last,
          days + (cleaned.isWhole() ? 1 : 0),
          objects + cleaned.objects(),
          bytes + cleaned.bytes(),
          left + cleaned.left(),
          runs,
          refused);
    }
    if (outcome instanceof Outcome.Removed removed) {
      return new Progress(last, days, objects, bytes, left, runs + removed.runs(), refused);
    }
    List<String> reasons = new ArrayList<>(refused == null ? List.of() : refused);
    if (outcome instanceof Outcome.Refused no && reasons.size() < MOST_REFUSED) {
      reasons.add(no.reason());
    }
    return new Progress(last, days, objects, bytes, left, runs, reasons);
  }

  Progress after(String task) {
    return new Progress(task, days, objects, bytes, left, runs, refused);
  }
}
