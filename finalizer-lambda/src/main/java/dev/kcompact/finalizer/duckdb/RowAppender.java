package dev.kcompact.finalizer.duckdb;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Appends the values of one row in the order of the table's columns. */
public final class RowAppender {
  private final DuckDBAppender appender;

  RowAppender(DuckDBAppender appender) {
    this.appender = appender;
  }

  public RowAppender append(@Nullable String text) throws SQLException {
    appender.append(text);
    return this;
  }

  public RowAppender append(@Nullable Integer number) throws SQLException {
    appender.append(number);
    return this;
  }

  public RowAppender append(@Nullable Long number) throws SQLException {
    appender.append(number);
    return this;
  }

  public RowAppender append(@Nullable OffsetDateTime instant) throws SQLException {
    appender.append(instant);
    return this;
  }
}
