package dev.kcompact.finalizer.duckdb;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** The cells of a row that is appended, in the order of the table's columns; null is NULL. */
public final class Cells {
  private final DuckDBAppender appender;

  Cells(DuckDBAppender appender) {
    this.appender = appender;
  }

  /** A VARCHAR. */
  public Cells text(@Nullable String text) throws SQLException {
    if (text == null) {
      appender.appendNull();
    } else {
      appender.append(text);
    }
    return this;
  }

  /** An INTEGER. */
  public Cells integer(@Nullable Integer number) throws SQLException {
    if (number == null) {
      appender.appendNull();
    } else {
      appender.append(number.intValue());
    }
    return this;
  }

  /** A BIGINT. */
  public Cells number(@Nullable Long number) throws SQLException {
    if (number == null) {
      appender.appendNull();
    } else {
      appender.append(number.longValue());
    }
    return this;
  }

  /** A TIMESTAMPTZ. */
  public Cells moment(@Nullable Instant moment) throws SQLException {
    if (moment == null) {
      appender.appendNull();
    } else {
      appender.append(moment.atOffset(ZoneOffset.UTC));
    }
    return this;
  }
}
