package dev.kcompact.cli.inspect;

/**
 * Something a person should look at.
 *
 * @param place a column, or a pointer into it; empty for the table
 * @param text has counts and types, never content of records
 */
public record Finding(String place, String text) {
  @Override
  public String toString() {
    return place.isEmpty() ? text : place + ": " + text;
  }
}
