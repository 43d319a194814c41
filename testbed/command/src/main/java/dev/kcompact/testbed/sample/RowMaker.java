package dev.kcompact.testbed.sample;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Consumer;

/** Creates the rows of one table. Thread-safe. */
interface RowMaker {
  /** Returns a row that satisfies the table's schema and its rules of severity reject and fail. */
  Row row(Draft draft);

  /** Size of a typical row's JSON without filler, in bytes. */
  int usualBytes();

  List<Flaw> flaws();

  BreakPoints breakPoints();

  /**
   * A change that makes a good row violate one rule.
   *
   * @param rule name of the rule, or the path of the invalid field
   * @param spoil changes any row of the table
   */
  record Flaw(String rule, Consumer<Row> spoil) {
    public Flaw {
      requireNonNull(rule, "rule is null");
      requireNonNull(spoil, "spoil is null");
    }
  }

  /**
   * Paths at which a record of a table can be broken. A path may be missing in a row, except the
   * first of each list.
   *
   * @param required required fields
   * @param dates dates and date-times
   * @param structured fields for which the array {@code [true]} has the wrong type
   * @param text a top-level field that contains a string
   */
  record BreakPoints(
      List<String> required,
      List<String> integers,
      List<String> decimals,
      List<String> dates,
      List<String> structured,
      String text) {
    public BreakPoints {
      required = List.copyOf(required);
      integers = List.copyOf(integers);
      decimals = List.copyOf(decimals);
      dates = List.copyOf(dates);
      structured = List.copyOf(structured);
    }
  }
}
