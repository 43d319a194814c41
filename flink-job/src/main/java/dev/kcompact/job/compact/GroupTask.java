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
  private final boolean wasHeld;
  private @Nullable Outcome outcome;
  private boolean isHeld;

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

  /**
   * @param wasHeld whether the group has been held before
   */
  public GroupTask(FileGroup group, boolean wasHeld) {
    this.group = requireNonNull(group, "group is null");
    this.wasHeld = wasHeld;
  }

  public FileGroup group() {
    return group;
  }

  boolean wasHeld() {
    return wasHeld;
  }

  public void finish(Outcome outcome) {
    this.outcome = outcome;
  }

  /** Leaves the group for later: it has a corrupt record, and Kafka is unavailable. */
  public void hold() {
    isHeld = true;
  }

  /** Whether no file was started; then there is no outcome, and the group is to be tried again. */
  public boolean isHeld() {
    return isHeld;
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
