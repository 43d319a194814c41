package dev.kcompact.testbed.sample;

import java.util.List;

/**
 * Paths at which a record of a table can be broken. A path may be missing from a single row; the
 * first of each list never is.
 *
 * @param required fields that must be there
 * @param integers whole numbers
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
  BreakPoints {
    required = List.copyOf(required);
    integers = List.copyOf(integers);
    decimals = List.copyOf(decimals);
    dates = List.copyOf(dates);
    structured = List.copyOf(structured);
  }
}
