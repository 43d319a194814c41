package dev.kcompact.job.compact;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.UnreadableObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group that the reader passes to the compactor. The compactor sets the outcome before the
 * reader's call that emits the group returns. Never serialized; used in one task thread.
 */
public final class GroupTask {
  private final FileGroup group;
  private @Nullable Outcome outcome;

  /**
   * Outcome of a group.
   *
   * @param fileBytes 0 if no object could be read
   * @param unreadable objects that the file does not contain
   */
  public record Outcome(
      long rawBytes, long fileBytes, long nanos, List<UnreadableObject> unreadable) {
    public Outcome {
      unreadable = List.copyOf(unreadable);
    }
  }

  public GroupTask(FileGroup group) {
    this.group = requireNonNull(group, "group is null");
  }

  public FileGroup group() {
    return group;
  }

  void finish(Outcome outcome) {
    this.outcome = outcome;
  }

  public Outcome outcome() {
    Outcome known = outcome;
    if (known == null) {
      throw new IllegalStateException(
          "Source and compactor are not chained: " + group.id() + "; keep operator chaining on");
    }
    return known;
  }
}
