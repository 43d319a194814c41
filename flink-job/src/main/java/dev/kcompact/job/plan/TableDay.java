package dev.kcompact.job.plan;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/** The table and day that a file group belongs to. */
public record TableDay(String table, LocalDate day) {
  public TableDay {
    requireNonNull(table, "table is null");
    requireNonNull(day, "day is null");
  }
}
