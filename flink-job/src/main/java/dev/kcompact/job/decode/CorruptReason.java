package dev.kcompact.job.decode;

/**
 * Why a record could not be decoded; the column {@code _corrupt_reason} starts with its {@link
 * #code()}.
 */
public enum CorruptReason {
  /** The text is not JSON, or ends too early. */
  MALFORMED_JSON("malformed_json"),
  /** The stored bytes do not decompress, or end too early; one row represents all their records. */
  DAMAGED_COMPRESSION("damaged_compression", false),
  /** The bytes are no text, and compressed in no way that is known; one row stands for them. */
  UNKNOWN_COMPRESSION("unknown_compression", false),
  /** The value is JSON but not an object. */
  NOT_AN_OBJECT("not_an_object"),
  /** A required field is absent, or null without being nullable. */
  MISSING_REQUIRED("missing_required"),
  /** The value does not have the schema's type or format. */
  WRONG_TYPE("wrong_type"),
  /** The value has the right form, but the column's type cannot hold it exactly. */
  OUT_OF_RANGE("out_of_range"),
  /** The bytes are not UTF-8, or an escape is a lone surrogate. */
  INVALID_UTF8("invalid_utf8"),
  /** Objects and arrays are nested deeper than the limit. */
  TOO_DEEP("too_deep"),
  /** The record, one of its texts, or the object's text is larger than its limit. */
  TOO_LARGE("too_large"),
  /** An object has a name twice, so its value is ambiguous. */
  DUPLICATE_KEY("duplicate_key"),
  /** The record is a sink's envelope, and no column of the table is in it. */
  UNDECLARED_ENVELOPE("undeclared_envelope"),
  /** A side object is missing, or does not have a record for each record of the values. */
  UNPAIRED("unpaired", false),
  /** The record is null, or the row in its envelope is. */
  TOMBSTONE("tombstone", false),
  /** The text is not base64 with its padding (RFC 4648). */
  INVALID_BASE64("invalid_base64"),
  /** The value is finer than a microsecond, or a moment where the column has days. */
  NOT_EXACT("not_exact"),
  /** The local time is in a gap of its zone. */
  NONEXISTENT_TIME("nonexistent_time"),
  /** The schema beside the record has another logical type than the column's encoding. */
  SCHEMA_DIFFERS("schema_differs");

  private final String code;
  private final boolean identifying;

  CorruptReason(String code) {
    this(code, true);
  }

  CorruptReason(String code, boolean identifying) {
    this.code = code;
    this.identifying = identifying;
  }

  public String code() {
    return code;
  }

  /**
   * Whether the text of a record with this reason can say which record it is. Bytes that are not
   * read are an object's, a tombstone has no text, and an unpaired record lacks its key or headers.
   */
  public boolean isIdentifying() {
    return identifying;
  }
}
