package dev.kcompact.job.source;

import static java.util.Objects.requireNonNull;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * From a reader to the enumerator: a group has been worked off, and what it taught.
 *
 * @param group its id
 * @param fileBytes size of the group's file; 0 where there is none
 */
record GroupFinished(String group, String table, long rawBytes, long fileBytes, long nanos)
    implements SourceEvent {
  private static final long serialVersionUID = 1L;

  GroupFinished {
    requireNonNull(group, "group is null");
    requireNonNull(table, "table is null");
  }
}
