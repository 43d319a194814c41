package dev.kcompact.job.source.reader;

import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.UnreadableObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects of finished groups that could not be read. The enumerator learns of them by an event,
 * which a checkpoint may miss: it takes the enumerator's state before the readers'. Until the
 * enumerator's state certainly has them, they are in the reader's.
 */
final class Leftovers {
  /** The enumerator's part of the second checkpoint after the event contains the event. */
  private static final int CHECKPOINTS = 2;

  private final List<Leftover> leftovers = new ArrayList<>();

  private record Leftover(FileGroup group, int checkpoints) {}

  void add(FileGroup group, List<UnreadableObject> unreadable) {
    if (!unreadable.isEmpty()) {
      leftovers.add(
          new Leftover(
              group.leftover(unreadable.stream().map(UnreadableObject::object).toList()), 0));
    }
  }

  List<FileGroup> groups() {
    return leftovers.stream().map(Leftover::group).toList();
  }

  void onCheckpointCompleted() {
    leftovers.replaceAll(each -> new Leftover(each.group(), each.checkpoints() + 1));
    leftovers.removeIf(each -> each.checkpoints() >= CHECKPOINTS);
  }
}
