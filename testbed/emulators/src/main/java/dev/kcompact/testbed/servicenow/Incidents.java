package dev.kcompact.testbed.servicenow;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The incident table. All values are text, as in ServiceNow's answers. Thread-safe. */
final class Incidents {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /** ServiceNow's data policy requires a resolution for the states 6 (resolved) and 7 (closed). */
  private static final Set<String> RESOLVED = Set.of("6", "7");

  private final List<Map<String, String>> rows = new ArrayList<>();
  private final InstantSource clock;

  Incidents(InstantSource clock) {
    this.clock = clock;
  }

  /** Result of a write. */
  sealed interface Written {
    record Row(Map<String, String> values) implements Written {}

    record Missing() implements Written {}

    /** The new row would violate a policy. */
    record Refused(String reason) implements Written {}
  }

  /** Adds an incident with a number and default values. */
  synchronized Written create(Map<String, String> values) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("sys_id", UUID.randomUUID().toString().replace("-", ""));
    row.put("number", "INC%07d".formatted(10_001 + rows.size()));
    row.put("state", "1");
    row.put("sys_created_on", now());
    row.put("sys_mod_count", "-1");
    Written written = write(row, values);
    if (written instanceof Written.Row) {
      rows.add(row);
    }
    return written;
  }

  synchronized Written update(String sysId, Map<String, String> values) {
    for (Map<String, String> row : rows) {
      if (sysId.equals(row.get("sys_id"))) {
        return write(row, values);
      }
    }
    return new Written.Missing();
  }

  synchronized Optional<Map<String, String>> find(String sysId) {
    return all().stream().filter(row -> sysId.equals(row.get("sys_id"))).findFirst();
  }

  /** Copies of all incidents, oldest first. */
  synchronized List<Map<String, String>> all() {
    List<Map<String, String>> copies = new ArrayList<>();
    rows.forEach(row -> copies.add(new LinkedHashMap<>(row)));
    return copies;
  }

  synchronized void replaceAll(List<Map<String, String>> all) {
    rows.clear();
    all.forEach(row -> rows.add(new LinkedHashMap<>(row)));
  }

  private Written write(Map<String, String> row, Map<String, String> values) {
    Map<String, String> after = new LinkedHashMap<>(row);
    values.forEach(
        (name, value) -> {
          if (!name.startsWith("sys_") && !name.equals("number")) {
            after.put(name, value);
          }
        });
    String state = after.getOrDefault("state", "");
    boolean explained =
        !after.getOrDefault("close_code", "").isEmpty()
            && !after.getOrDefault("close_notes", "").isEmpty();
    if (RESOLVED.contains(state) && !explained) {
      return new Written.Refused(
          "Data Policy Exception: The following fields are mandatory: Resolution code, Resolution notes");
    }
    after.put("active", state.equals("7") || state.equals("8") ? "false" : "true");
    after.put("sys_updated_on", now());
    String count = after.getOrDefault("sys_mod_count", "-1");
    after.put("sys_mod_count", Integer.toString(Integer.parseInt(count) + 1));
    row.putAll(after);
    return new Written.Row(new LinkedHashMap<>(row));
  }

  private String now() {
    return TIME.format(clock.instant());
  }
}
