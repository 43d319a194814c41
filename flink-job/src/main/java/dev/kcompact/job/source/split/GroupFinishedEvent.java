package dev.kcompact.job.source.split;

import static java.util.Objects.requireNonNull;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * Sent from a reader to the enumerator when the file of a group is closed.
 *
 * @param group id of the group
 * @param fileBytes size of the file; 0 if there is none
 * @param nanos duration of the work
 */
public record GroupFinishedEvent(
    String group, String table, long rawBytes, long fileBytes, long nanos) implements SourceEvent {
  private static final long serialVersionUID = 1L;

  public GroupFinishedEvent {
    requireNonNull(group, "group is null");
    requireNonNull(table, "table is null");
  }
}
