package dev.kcompact.job.source;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * From a reader to the enumerator: a group has been worked off, and what it taught. A lost one
 * costs nothing but the lesson.
 *
 * @param fileBytes size of the group's file; 0 where there is none
 */
record GroupFinished(String table, long rawBytes, long fileBytes, long nanos)
    implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
