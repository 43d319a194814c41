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
 * A document in the lake: raw objects of a table's day were deleted or tagged, or are about to be.
 * It is written before the first deletion. Later checks of the day count the objects of the named
 * ledger as existing.
 *
 * @param run whose ledger lists the objects
 * @param begun start of the clean-up
 * @param ledger keys of that ledger's files
 * @param through the last tagged key; empty before the first one
 */
public record CleanedDay(
    String table,
    LocalDate day,
    String run,
    Action action,
    Instant begun,
    List<String> ledger,
    String through) {
  /** Name of the tag of objects; its value is the run. */
  public static final String TAG = "kcompact-compacted";

  private static final int VERSION = 1;
  private static final String FOLDER = LakeLayout.METADATA + "clean/";
  private static final String SUFFIX = ".json";
  private static final String DONE_SUFFIX = ".done.json";
  private static final Pattern KEY =
      Pattern.compile(
          Pattern.quote(FOLDER) + "[^/]+/dt=(\\d{4}-\\d{2}-\\d{2})/([^/.]+)(\\.done)?\\.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A day and the run whose ledger its clean-up used. */
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

  /** Returns the prefix of the documents of all days of a table. */
  public static String folder(String table) {
    return FOLDER + table + "/";
  }

  public static String folder(String table, LocalDate day) {
    return folder(table) + "dt=" + day + "/";
  }

  public String key() {
    return folder(table, day) + run + SUFFIX;
  }

  /** Returns the key of the same document that marks a complete clean-up. */
  public String doneKey() {
    return folder(table, day) + run + DONE_SUFFIX;
  }

  /** Parses the run from a document's key; empty for any other key. */
  public static Optional<String> runOf(String key) {
    Matcher matcher = KEY.matcher(key);
    return matcher.matches() ? Optional.of(matcher.group(2)) : Optional.empty();
  }

  /** Parses the key of a complete clean-up; empty for any other key. */
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

  /** Returns the newest of these documents; names of runs sort by age. */
  public static Optional<String> newest(List<String> keys) {
    return keys.stream()
        .filter(key -> runOf(key).isPresent() && !key.endsWith(DONE_SUFFIX))
        .max(String::compareTo);
  }

  /** Returns this document with later progress. */
  public CleanedDay through(String last) {
    return new CleanedDay(table, day, run, action, begun, ledger, last);
  }

  public String toJson() {
    ObjectNode node = JSON.createObjectNode();
    node.put("version", VERSION).put("table", table).put("day", day.toString()).put("run", run);
    node.put("action", action.name()).put("begun", begun.toString());
    ledger.forEach(node.putArray("ledger")::add);
    return node.put("through", through).toString();
  }

  /** Throws {@link IllegalArgumentException} for any other JSON. */
  public static CleanedDay fromJson(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      if (node.path("version").intValue() != VERSION) {
        throw new IllegalArgumentException(
            "clean-up document's version is not 1: " + node.path("version"));
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
