package dev.kcompact.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds fields whose values differ in all rows of a sample. Keeps hashes, no values. */
final class KeyEvidence {
  static final int FEW_ROWS = 200;
  private static final int MAX_ROWS = 50_000;
  private static final Pattern ID = Pattern.compile("(?i)_?id|.*_id|.*[a-z]Id|uuid|guid|codigo");
  private static final int MAX_FIELDS = 10;

  private final Map<String, Set<Long>> seen = new LinkedHashMap<>();
  private final Set<String> repeated = new HashSet<>();
  private long rows;

  void add(JsonNode row) {
    if (rows++ >= MAX_ROWS) {
      return;
    }
    for (Map.Entry<String, JsonNode> field : row.properties()) {
      String name = field.getKey();
      boolean isNew = rows == 1 && ID.matcher(name).matches() && seen.size() < MAX_FIELDS;
      if (isNew) {
        seen.put(name, new HashSet<>());
      }
      Set<Long> hashes = seen.get(name);
      if (hashes != null && !hashes.add(hash(field.getValue()))) {
        repeated.add(name);
        seen.remove(name);
      }
    }
  }

  private static long hash(JsonNode value) {
    String text = value.toString();
    return ((long) text.hashCode() << 32) ^ new StringBuilder(text).reverse().toString().hashCode();
  }

  long rows() {
    return rows;
  }

  /** Whether all rows have the field, each with another value. */
  boolean isUnique(String field) {
    Set<Long> hashes = seen.get(field);
    return hashes != null && hashes.size() == rows && rows <= MAX_ROWS;
  }

  /** Fields that all rows have, each with another value. */
  List<String> unique() {
    List<String> found = new ArrayList<>();
    seen.keySet().stream().filter(this::isUnique).forEach(found::add);
    return found;
  }

  /** Whether two rows have the same value. */
  boolean isRepeated(String field) {
    return repeated.contains(field);
  }
}
