package dev.kcompact.job.compact;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.plan.FileGroup;
import org.jspecify.annotations.Nullable;

/**
 * A group from the reader to the compactor. The compactor sets the outcome before the reader's call
 * that emits the group returns. Never serialized; belongs to a task thread.
 */
public final class GroupTask {
  private final FileGroup group;
  private @Nullable Outcome outcome;

  /**
   * Outcome of a group.
   *
   * @param fileBytes size of its file; 0 if all its objects were deleted
   * @param nanos duration
   */
  public record Outcome(long rawBytes, long fileBytes, long nanos) {}

  public GroupTask(FileGroup group) {
    this.group = requireNonNull(group, "group is null");
  }

  public FileGroup group() {
    return group;
  }

  void finish(Outcome outcome) {
    this.outcome = outcome;
  }

  /**
   * @throws IllegalStateException if the group did not go through a compactor in the same chain
   */
  public Outcome outcome() {
    Outcome known = outcome;
    if (known == null) {
      throw new IllegalStateException(
          "source and compactor are not one chain; keep operator chaining on: " + group.id());
    }
    return known;
  }
}
