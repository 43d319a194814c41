package dev.kcompact.finalizer.duckdb;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Appends the values of one row, in the order of the table's columns; null is NULL. */
public final class RowAppender {
  private final DuckDBAppender appender;

  RowAppender(DuckDBAppender appender) {
    this.appender = appender;
  }

  /** Appends a VARCHAR. */
  public RowAppender varchar(@Nullable String text) throws SQLException {
    if (text == null) {
      appender.appendNull();
    } else {
      appender.append(text);
    }
    return this;
  }

  /** Appends an INTEGER. */
  public RowAppender integer(@Nullable Integer number) throws SQLException {
    if (number == null) {
      appender.appendNull();
    } else {
      appender.append(number.intValue());
    }
    return this;
  }

  /** Appends a BIGINT. */
  public RowAppender bigint(@Nullable Long number) throws SQLException {
    if (number == null) {
      appender.appendNull();
    } else {
      appender.append(number.longValue());
    }
    return this;
  }

  /** Appends a TIMESTAMPTZ. */
  public RowAppender timestamp(@Nullable Instant instant) throws SQLException {
    if (instant == null) {
      appender.appendNull();
    } else {
      appender.append(instant.atOffset(ZoneOffset.UTC));
    }
    return this;
  }
}
