package dev.kcompact.job.decode.columns;

import dev.kcompact.contract.json.JsonText;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.DecodeLimits;
import java.util.Set;

/** The unknown members of a record, as the JSON object of the column {@code _rescued}. */
final class Rescued {
  private static final int RETAINED_CHARS = 1 << 14;

  /** Each unknown field is kept with its pointer, which may contain a long key of a map. */
  private static final int CHARS_PER_RECORD_BYTE = 4;

  private static final long MIN_CHARS = 1 << 20;

  /** Members in which sinks and Debezium put the record. */
  private static final Set<String> ENVELOPES = Set.of("payload", "value", "after");

  private final long maxChars;
  private StringBuilder json = new StringBuilder();
  private boolean envelope;

  Rescued(DecodeLimits limits) {
    maxChars = Math.max(MIN_CHARS, (long) limits.maxRecordBytes() * CHARS_PER_RECORD_BYTE);
  }

  void clear() {
    if (json.length() > RETAINED_CHARS) {
      json = new StringBuilder();
    }
    json.setLength(0);
    envelope = false;
  }

  boolean isEmpty() {
    return json.length() == 0;
  }

  /** Whether a member is an object in which sinks put the record. */
  boolean hasEnvelope() {
    return envelope;
  }

  /** Adds a member with its value's JSON. */
  void add(String name, String value) throws CorruptRecordException {
    json.append(isEmpty() ? '{' : ',');
    JsonText.appendQuoted(json, name);
    json.append(':').append(value);
    envelope |= value.startsWith("{") && ENVELOPES.contains(name);
    if (json.length() > maxChars) {
      throw new CorruptRecordException(CorruptReason.TOO_LARGE, "");
    }
  }

  /** JSON object of the members; empty if there are none. */
  String json() {
    return isEmpty() ? "" : json + "}";
  }
}
