package dev.kcompact.finalizer.metrics;

import software.amazon.cloudwatchlogs.emf.model.Unit;

/** The functions' metrics in the namespace {@value Measurements#NAMESPACE}; see docs/metrics.md. */
public enum Metric {
  RAW_OBJECTS("RawObjects", Unit.COUNT),
  RAW_BYTES("RawBytes", Unit.BYTES),
  COMPACTED_FILES("CompactedFiles", Unit.COUNT),
  MISSING_OBJECTS("MissingObjects", Unit.COUNT),
  DUPLICATED_OBJECTS("DoubledObjects", Unit.COUNT),
  CHANGED_OBJECTS("ChangedObjects", Unit.COUNT),
  UNPROVEN_FILES("UnprovenFiles", Unit.COUNT),
  ROWS_IN("RowsIn", Unit.COUNT),
  ROWS_OUT("RowsOut", Unit.COUNT),
  CORRUPT_ROWS("CorruptRows", Unit.COUNT),
  INVALID_ROWS("InvalidRows", Unit.COUNT),
  DUPLICATE_ROWS("DuplicateRows", Unit.COUNT),
  FILE_BYTES("FileBytes", Unit.BYTES),
  BUCKET_MILLIS("PartMillis", Unit.MILLISECONDS),
  TOO_LARGE_BUCKETS("TooLargeParts", Unit.COUNT),
  LEDGER_OBJECTS("LedgerObjects", Unit.COUNT),
  QUARANTINED_PERCENT("QuarantinedPercent", Unit.PERCENT),
  PUBLISHED_PARTITIONS("PublishedPartitions", Unit.COUNT),
  REJECTED_TABLES("RejectedTables", Unit.COUNT),
  FEEDBACK_EVENTS("FeedbackEvents", Unit.COUNT),
  DEAD_LETTERS("DeadLetters", Unit.COUNT),
  PARKED_RECORDS("ParkedRecords", Unit.COUNT),
  ROLLED_BACK_TABLES("RolledBackTables", Unit.COUNT),
  LATE_DAYS("LateDays", Unit.COUNT),
  CLEANED_OBJECTS("CleanedObjects", Unit.COUNT),
  CLEANED_BYTES("CleanedBytes", Unit.BYTES),
  REFUSED_CLEAN_UPS("RefusedCleanUps", Unit.COUNT),
  REMOVED_RUNS("RemovedRuns", Unit.COUNT),
  INCIDENTS("Incidents", Unit.COUNT),
  SERVICE_REQUESTS("ServiceRequests", Unit.COUNT),
  SERVICE_RETRIES("ServiceRetries", Unit.COUNT),
  SERVICE_THROTTLES("ServiceThrottles", Unit.COUNT);

  private final String label;
  private final Unit unit;

  Metric(String label, Unit unit) {
    this.label = label;
    this.unit = unit;
  }

  public String label() {
    return label;
  }

  Unit unit() {
    return unit;
  }
}
