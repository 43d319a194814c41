package dev.kcompact.testbed.sample;

import static java.util.Objects.requireNonNull;

/** The expected result for a record. */
public sealed interface Fate {
  /** It is in the processed table, unless a newer record has its key. */
  record Good() implements Fate {}

  /**
   * It decodes but violates a rule of severity reject.
   *
   * @param rule name of the rule, or the path of the invalid field, for example {@code
   *     /shipping/address/state}
   */
  record Invalid(String rule) implements Fate {
    public Invalid {
      requireNonNull(rule, "rule is null");
    }
  }

  /** It does not decode. */
  record Corrupt(BrokenKind kind) implements Fate {
    public Corrupt {
      requireNonNull(kind, "kind is null");
    }
  }

  /** The ways in which a record is broken, with the compactor's reason codes. */
  enum BrokenKind {
    /** Cut off, as by a producer that crashed. */
    TRUNCATED("malformed_json"),
    /** Not JSON, for example a proxy's error page. */
    GARBAGE("malformed_json"),
    /** A JSON value that is not an object. */
    SCALAR("not_an_object"),
    /** A field with a value of another JSON type. */
    WRONG_TYPE("wrong_type"),
    MISSING_FIELD("missing_required"),
    /** An integer above 64 bits, or a decimal with too many digits before the point. */
    TOO_LARGE_NUMBER("out_of_range"),
    /** An invalid date or date-time. */
    BAD_DATE("wrong_type"),
    /** Bytes that are not UTF-8, for example Latin-1. */
    LATIN1("invalid_utf8"),
    /** A duplicate name in an object. */
    TWICE_NAMED("duplicate_key");

    private final String code;

    BrokenKind(String code) {
      this.code = code;
    }

    /** The part of the reason before any colon. */
    public String code() {
      return code;
    }
  }
}
