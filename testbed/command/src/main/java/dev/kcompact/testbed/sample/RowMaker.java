package dev.kcompact.testbed.sample;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Consumer;

/** Makes the rows of one table. Stateless; any thread. */
interface RowMaker {
  /** A row that satisfies the table's schema and its rules of severity reject and fail. */
  Row row(Draft draft);

  /** Size of a usual row's JSON without filler, in bytes. */
  int usualBytes();

  /** The ways in which a row of this table can be invalid. */
  List<Flaw> flaws();

  /** Where a row of this table can be broken. */
  BreakPoints breakPoints();

  /**
   * A way to make a good row break one rule.
   *
   * @param rule name of the rule, or the path of the field whose schema it breaks
   * @param spoil changes the row; works on every row of the table
   */
  record Flaw(String rule, Consumer<Row> spoil) {
    public Flaw {
      requireNonNull(rule, "rule is null");
      requireNonNull(spoil, "spoil is null");
    }
  }

  /**
   * Paths at which a record of a table can be broken. A path may be missing from a single row; the
   * first of each list never is.
   *
   * @param required fields that must be there
   * @param integers integer properties
   * @param decimals exact numbers
   * @param dates dates and date-times
   * @param structured fields for which the array {@code [true]} is of the wrong type
   * @param text a field of the record itself that holds a string
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
