package dev.kcompact.testbed.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes one record as JSON in one style. */
final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out;
  private final JsonStyle style;
  private final SplittableRandom random;

  JsonText(StringBuilder out, JsonStyle style, SplittableRandom random) {
    this.out = out;
    this.style = style;
    this.random = random;
  }

  void write(@Nullable Object value) {
    if (value == null) {
      out.append("null");
    } else if (value instanceof Row row) {
      fields(row.values(), style.omitsNulls());
    } else if (value instanceof Map<?, ?> map) {
      fields(map, false);
    } else if (value instanceof Collection<?> list) {
      list(list);
    } else {
      scalar(value);
    }
  }

  private void scalar(Object value) {
    if (value instanceof String text) {
      string(text);
    } else if (value instanceof BigDecimal number) {
      out.append(decimal(number));
    } else if (value instanceof Row.DecimalText text) {
      string(decimal(text.value()));
    } else if (value instanceof Double number) {
      number(number);
    } else if (value instanceof Instant moment) {
      timestamp(moment);
    } else if (value instanceof UUID id) {
      string(random.nextInt(20) == 0 ? id.toString().toUpperCase(Locale.ROOT) : id.toString());
    } else if (value instanceof Row.FreeJson json) {
      out.append(json.text());
    } else if (value instanceof RawJson json) {
      out.append(json.text());
    } else if (value instanceof Long || value instanceof Boolean) {
      out.append(value);
    } else {
      string(value.toString());
    }
  }

  private void fields(Map<?, ?> values, boolean omitsNulls) {
    List<Map.Entry<?, ?>> entries = new ArrayList<>(values.entrySet());
    if (style.reversed()) {
      Collections.reverse(entries);
    }
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : entries) {
      if (entry.getValue() == null && omitsNulls) {
        continue;
      }
      separate(first);
      first = false;
      string(String.valueOf(entry.getKey()));
      out.append(style.spaced() ? ": " : ":");
      write(entry.getValue());
    }
    out.append('}');
  }

  private void list(Collection<?> values) {
    out.append('[');
    boolean first = true;
    for (Object value : values) {
      separate(first);
      first = false;
      write(value);
    }
    out.append(']');
  }

  private void separate(boolean first) {
    if (!first) {
      out.append(style.spaced() ? ", " : ",");
    }
  }

  private void number(double value) {
    boolean isIntegral = value == Math.rint(value) && Math.abs(value) < 1e15 && value != 0;
    if (isIntegral && random.nextInt(2) == 0) {
      out.append((long) value);
    } else {
      out.append(value);
    }
  }

  private String decimal(BigDecimal number) {
    return switch (random.nextInt(60)) {
      case 0 -> number.setScale(number.scale() + 1).toPlainString();
      case 1, 2, 3 -> number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
      case 4 -> number.unscaledValue() + "e-" + number.scale();
      default -> number.toPlainString();
    };
  }

  private void timestamp(Instant moment) {
    OffsetDateTime local = moment.atOffset(ZoneOffset.ofHours(style.zone()));
    out.append('"').append(local.toLocalDate()).append('T');
    two(local.getHour()).append(':');
    two(local.getMinute()).append(':');
    two(local.getSecond());
    int micros = local.getNano() / 1000;
    if (micros % 1000 != 0) {
      out.append('.').append(Addresses.digits(micros, 6));
    } else if (micros != 0 || random.nextInt(2) == 0) {
      out.append('.').append(Addresses.digits(micros / 1000, 3));
    }
    if (style.zone() == 0) {
      out.append(random.nextInt(3) == 0 ? "+00:00" : "Z");
    } else {
      out.append(style.zone() < 0 ? '-' : '+');
      two(Math.abs(style.zone())).append(":00");
    }
    out.append('"');
  }

  private StringBuilder two(int value) {
    return out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i));
    }
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '/' -> out.append(style.ascii() ? "\\/" : "/");
      default -> {
        if (c < ' ' || (style.ascii() && c > '~')) {
          escape(c);
        } else {
          out.append(c);
        }
      }
    }
  }

  private void escape(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt((c >> shift) & 15));
    }
  }

  /** A value that is written verbatim, to break a record. */
  record RawJson(String text) {}

  /**
   * A producer's JSON style; the values are the same in every style.
   *
   * @param ascii whether non-ASCII characters are escaped
   * @param spaced whether there is white space between tokens
   * @param omitsNulls whether null fields are omitted
   * @param reversed whether the fields are in reverse order
   * @param zone offset of timestamps from UTC in hours
   */
  record JsonStyle(boolean ascii, boolean spaced, boolean omitsNulls, boolean reversed, int zone) {
    private static final int[] ZONES = {-3, -3, -3, -3, -3, 0, 0, 0, -4, 9};

    static JsonStyle of(SplittableRandom random) {
      return new JsonStyle(
          random.nextInt(16) == 0,
          random.nextInt(20) == 0,
          random.nextInt(2) == 0,
          random.nextInt(40) == 0,
          ZONES[random.nextInt(ZONES.length)]);
    }

    JsonStyle unescaped() {
      return new JsonStyle(false, spaced, omitsNulls, reversed, zone);
    }
  }
}
