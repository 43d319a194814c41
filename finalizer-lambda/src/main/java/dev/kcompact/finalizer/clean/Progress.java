package dev.kcompact.finalizer.clean;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a clean-up; for a dry run, what it would do.
 *
 * @param last name of the last completed task
 * @param days table days whose raw objects were tagged or deleted
 * @param objects number of those objects
 * @param left raw objects of these days that were not touched
 * @param runs expired runs that were deleted
 * @param refused the first reasons why days were skipped
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

  private static final int MAX_REFUSED = 20;

  public Progress {
    refused = refused == null ? List.of() : List.copyOf(refused);
  }

  /** Tasks run in the order of their names. */
  boolean isPast(String task) {
    return last != null && last.compareTo(task) >= 0;
  }

  sealed interface Outcome {
    default boolean isComplete() {
      return true;
    }

    /** {@code left} objects differ from the ledger; not complete if time ran short. */
    record Cleaned(long objects, long bytes, long left, boolean isComplete) implements Outcome {}

    record Refused(String reason) implements Outcome {}

    record Removed(long runs, boolean isComplete) implements Outcome {}
  }

  Progress with(Outcome outcome) {
    if (outcome instanceof Outcome.Cleaned cleaned) {
      return new Progress(
          last,
          days + (cleaned.isComplete() ? 1 : 0),
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
    if (outcome instanceof Outcome.Refused no && reasons.size() < MAX_REFUSED) {
      reasons.add(no.reason());
    }
    return new Progress(last, days, objects, bytes, left, runs, reasons);
  }

  Progress after(String task) {
    return new Progress(task, days, objects, bytes, left, runs, refused);
  }
}
