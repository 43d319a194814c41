package dev.kcompact.contract.clean;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.table.SourceCleanUp.Action;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That raw objects of a table's day were tagged or deleted, or are about to be: a document in the
 * lake, written before the first of them goes. Whoever proves the day afterwards counts the objects
 * of the named ledger as if they were there.
 *
 * @param run whose ledger says which objects
 * @param begun when it began
 * @param ledger keys of that ledger's files
 * @param through the last key that is tagged; empty before the first one
 */
public record CleanedDay(
    String table,
    LocalDate day,
    String run,
    Action action,
    Instant begun,
    List<String> ledger,
    String through) {
  /** Name of the tag that objects get, with the run as its value. */
  public static final String TAG = "kcompact-compacted";

  private static final int VERSION = 1;
  private static final String FOLDER = LakeLayout.METADATA + "clean/";
  private static final String SUFFIX = ".json";
  private static final String DONE_SUFFIX = ".done.json";
  private static final Pattern KEY =
      Pattern.compile(
          Pattern.quote(FOLDER) + "[^/]+/dt=(\\d{4}-\\d{2}-\\d{2})/([^/.]+)(\\.done)?\\.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The run by whose ledger a day was cleaned up. */
  public record By(LocalDate day, String run) {}

  public CleanedDay {
    requireNonNull(table, "table is null");
    requireNonNull(day, "day is null");
    requireNonNull(run, "run is null");
    requireNonNull(action, "action is null");
    requireNonNull(begun, "begun is null");
    requireNonNull(through, "through is null");
    ledger = List.copyOf(ledger);
  }

  /** Below it the documents of all days of a table lie. */
  public static String folder(String table) {
    return FOLDER + table + "/";
  }

  /** Below it the documents of a table's day lie. */
  public static String folder(String table, LocalDate day) {
    return folder(table) + "dt=" + day + "/";
  }

  /** Where this document is kept. */
  public String key() {
    return folder(table, day) + run + SUFFIX;
  }

  /** Where it is kept as well when nothing is left to do. */
  public String doneKey() {
    return folder(table, day) + run + DONE_SUFFIX;
  }

  /** The run of a document's key; empty for any other key. */
  public static Optional<String> runOf(String key) {
    Matcher matcher = KEY.matcher(key);
    return matcher.matches() ? Optional.of(matcher.group(2)) : Optional.empty();
  }

  /** Which day is done, and by which run; empty for any other key. */
  public static Optional<By> doneBy(String key) {
    Matcher matcher = KEY.matcher(key);
    if (!matcher.matches() || matcher.group(3) == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new By(LocalDate.parse(matcher.group(1)), matcher.group(2)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  /** The newest of the documents with these keys: names of runs sort by their age. */
  public static Optional<String> newest(List<String> keys) {
    return keys.stream()
        .filter(key -> runOf(key).isPresent() && !key.endsWith(DONE_SUFFIX))
        .max(String::compareTo);
  }

  /** The same, some objects later. */
  public CleanedDay through(String last) {
    return new CleanedDay(table, day, run, action, begun, ledger, last);
  }

  /** The document. */
  public String toJson() {
    ObjectNode node = JSON.createObjectNode();
    node.put("version", VERSION).put("table", table).put("day", day.toString()).put("run", run);
    node.put("action", action.name()).put("begun", begun.toString());
    ledger.forEach(node.putArray("ledger")::add);
    return node.put("through", through).toString();
  }

  /**
   * @throws IllegalArgumentException if {@code json} is no such document
   */
  public static CleanedDay fromJson(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      if (node.path("version").intValue() != VERSION) {
        throw new IllegalArgumentException(
            "version of a clean-up is not 1: " + node.path("version"));
      }
      List<String> ledger = new ArrayList<>();
      node.path("ledger").forEach(file -> ledger.add(file.asText()));
      return new CleanedDay(
          node.path("table").asText(),
          LocalDate.parse(node.path("day").asText()),
          node.path("run").asText(),
          Action.valueOf(node.path("action").asText()),
          Instant.parse(node.path("begun").asText()),
          ledger,
          node.path("through").asText());
    } catch (IOException | DateTimeException e) {
      throw new IllegalArgumentException("not a document of a clean-up", e);
    }
  }
}
