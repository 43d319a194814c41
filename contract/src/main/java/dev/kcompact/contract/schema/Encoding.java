package dev.kcompact.contract.schema;

import static dev.kcompact.contract.Arguments.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a value is written in JSON. docs/types.md lists the encodings of each type. */
public sealed interface Encoding {

  /** Encodings without parameters. */
  enum Named implements Encoding {
    /** The type's own JSON form: RFC 3339 for moments, ISO 8601 for dates. */
    PLAIN("plain"),
    /** A JSON number only; a decimal whose schema has {@code type: number}. */
    NUMBER("number"),
    /** The value's JSON text in a string. */
    TEXT("text"),
    /** A moment as RFC 3339 text. */
    RFC3339("rfc3339"),
    /** A date or a time of the day as ISO 8601 text without an offset. */
    ISO("iso"),
    EPOCH_SECONDS("epoch-seconds"),
    EPOCH_MILLIS("epoch-millis"),
    EPOCH_MICROS("epoch-micros"),
    EPOCH_NANOS("epoch-nanos"),
    EPOCH_DAYS("epoch-days"),
    MILLIS_OF_DAY("millis-of-day"),
    MICROS_OF_DAY("micros-of-day"),
    NANOS_OF_DAY("nanos-of-day"),
    /** A decimal as the base64 of its big-endian two's complement unscaled value. */
    CONNECT("connect"),
    /** A decimal as {@code {"scale": 2, "value": "<base64>"}}. */
    CONNECT_STRUCT("connect-struct"),
    /** MongoDB's extended JSON, canonical or relaxed. */
    MONGO("mongo"),
    /** A boolean as 0 or 1. */
    INT("int"),
    /** Text that is checked to be base64 (RFC 4648, with padding). */
    BASE64("base64");

    private final String keyword;

    Named(String keyword) {
      this.keyword = keyword;
    }

    /** The value of {@code x-encoding}. */
    public String keyword() {
      return keyword;
    }

    /** Returns the encoding that {@code x-encoding} means; empty if there is none. */
    public static Optional<Named> of(String keyword) {
      return Arrays.stream(values()).filter(it -> it.keyword.equals(keyword)).findFirst();
    }
  }

  /**
   * A moment or a date as text without an offset. A moment in a gap of the zone does not exist; one
   * in an overlap has the earlier offset.
   *
   * @param pattern of {@link java.time.format.DateTimeFormatter}; null for ISO 8601 with {@code T}
   *     or a space between date and time
   * @param zone of a moment; null for a date
   */
  record Local(@Nullable String pattern, @Nullable ZoneId zone) implements Encoding {
    public Local {
      checkArgument(pattern != null || zone != null, "pattern and zone are null");
    }
  }

  /**
   * A string that holds the value as JSON.
   *
   * @param content how the value is written inside
   */
  record JsonText(ValueForm content) implements Encoding {
    public JsonText {
      requireNonNull(content, "content is null");
    }
  }
}
