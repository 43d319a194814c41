package dev.kcompact.testbed.sample;

import static java.util.Objects.requireNonNull;

/** What must become of a record. */
public sealed interface Fate {
  /** It belongs in the processed table, unless a newer one has its key. */
  record Good() implements Fate {}

  /**
   * It decodes and breaks a rule of severity reject.
   *
   * @param rule name of the rule, or the path of the field whose schema it breaks, as {@code
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

  /** How a record is broken, and by which code the compactor must say so. */
  enum BrokenKind {
    /** Cut off somewhere, as by a producer that died. */
    TRUNCATED("malformed_json"),
    /** Never was JSON, as a proxy's error page. */
    GARBAGE("malformed_json"),
    /** A JSON value that is no object. */
    SCALAR("not_an_object"),
    /** A field holds a value of another JSON type. */
    WRONG_TYPE("wrong_type"),
    /** A required field is absent. */
    MISSING_FIELD("missing_required"),
    /** An integer above 64 bits, or a decimal with too many digits before the point. */
    TOO_LARGE_NUMBER("out_of_range"),
    /** A date or date-time that the calendar or the format does not know. */
    BAD_DATE("wrong_type"),
    /** Bytes that are not UTF-8, as from an old system that writes Latin-1. */
    LATIN1("invalid_utf8"),
    /** One name twice in an object. */
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
