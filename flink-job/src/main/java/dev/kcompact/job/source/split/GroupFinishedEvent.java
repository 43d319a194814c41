package dev.kcompact.job.source.split;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.plan.UnreadableObject;
import java.time.LocalDate;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * Sent from a reader to the enumerator when the file of a group is closed.
 *
 * @param group id of the group
 * @param fileBytes size of the file; 0 if there is none
 * @param nanos duration of the work
 * @param unreadable the first objects that the file does not contain
 * @param unreadableCount number of all such objects
 */
public record GroupFinishedEvent(
    String group,
    String table,
    LocalDate day,
    long rawBytes,
    long fileBytes,
    long nanos,
    List<UnreadableObject> unreadable,
    long unreadableCount)
    implements SourceEvent {
  private static final long serialVersionUID = 1L;

  /** More would be lost anyway, and make a message too large. */
  private static final int MAX_UNREADABLE = UnreadableObjects.MAX;

  public static GroupFinishedEvent of(
      FileGroup group,
      long rawBytes,
      long fileBytes,
      long nanos,
      List<UnreadableObject> unreadable) {
    return new GroupFinishedEvent(
        group.id(),
        group.tableDay().table(),
        group.tableDay().day(),
        rawBytes,
        fileBytes,
        nanos,
        unreadable.subList(0, Math.min(MAX_UNREADABLE, unreadable.size())),
        unreadable.size());
  }

  TableDay tableDay() {
    return new TableDay(table, day);
  }

  public GroupFinishedEvent {
    requireNonNull(group, "group is null");
    requireNonNull(table, "table is null");
    requireNonNull(day, "day is null");
    unreadable = List.copyOf(unreadable);
  }
}
