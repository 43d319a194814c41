package dev.kcompact.testbed.servicenow;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The supported part of ServiceNow's encoded queries: conditions joined by {@code ^}, each {@code
 * field=value}, {@code field!=value} or {@code fieldINvalue,value}, and orders {@code
 * ORDERBYfield}, {@code ORDERBYDESCfield}.
 *
 * @param text the query, not URL-encoded
 */
record EncodedQuery(String text) {
  /**
   * The rows that match all conditions, in the query's order.
   *
   * @throws IllegalArgumentException for unsupported conditions; ServiceNow ignores them and
   *     returns every row, which would hide the caller's error
   */
  List<Map<String, String>> select(List<Map<String, String>> rows) {
    Stream<Map<String, String>> selected = rows.stream();
    for (String term : text.split("\\^")) {
      if (term.startsWith("ORDERBYDESC")) {
        selected = selected.sorted(by(term.substring("ORDERBYDESC".length())).reversed());
      } else if (term.startsWith("ORDERBY")) {
        selected = selected.sorted(by(term.substring("ORDERBY".length())));
      } else if (!term.isEmpty()) {
        selected = selected.filter(condition(term));
      }
    }
    return selected.toList();
  }

  private static Comparator<Map<String, String>> by(String field) {
    return Comparator.comparing(row -> value(row, field));
  }

  private static Predicate<Map<String, String>> condition(String term) {
    int equals = term.indexOf('=');
    if (equals > 1 && term.charAt(equals - 1) == '!') {
      String field = term.substring(0, equals - 1);
      String wanted = term.substring(equals + 1);
      return row -> !value(row, field).equals(wanted);
    }
    if (equals > 0) {
      String field = term.substring(0, equals);
      String wanted = term.substring(equals + 1);
      return row -> value(row, field).equals(wanted);
    }
    int in = term.indexOf("IN");
    if (in > 0) {
      String field = term.substring(0, in);
      List<String> wanted = Arrays.asList(term.substring(in + 2).split(","));
      return row -> wanted.contains(value(row, field));
    }
    throw new IllegalArgumentException(
        "Condition is not field=value, field!=value or fieldINa,b: " + term);
  }

  private static String value(Map<String, String> row, String field) {
    return row.getOrDefault(field, "");
  }
}
