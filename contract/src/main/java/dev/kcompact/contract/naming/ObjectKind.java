package dev.kcompact.contract.naming;

import java.util.Locale;

/** What an object is to a table. */
public enum ObjectKind {
  /** It holds rows of the table. */
  ROWS,
  /** Confluent's file of the records' keys, beside the file of their values. */
  KEYS,
  /** Confluent's file of the records' headers, beside the file of their values. */
  HEADERS,
  /** It is in Confluent's folder of records without a value. */
  TOMBSTONES,
  /** The definition leaves it out, by {@code source.exclude} or {@code source.include}. */
  EXCLUDED,
  /** Its name is that of another topic's object. */
  OTHER_TOPIC,
  /** Its name does not have the form that the definition declares. */
  OTHER_NAME,
  /** It is not below the table's prefix, or stands for a folder. */
  ELSEWHERE;

  /** Whether it belongs to the table but is left out of its rows. */
  public boolean isExcluded() {
    return this == KEYS || this == HEADERS || this == TOMBSTONES || this == EXCLUDED;
  }

  /** The name in reports and metrics, such as {@code keys}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
