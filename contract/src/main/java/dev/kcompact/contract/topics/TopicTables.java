package dev.kcompact.contract.topics;

import static dev.kcompact.contract.Arguments.checkArgument;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.contract.lake.LakeLayout;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A document in the lake: the tables of the topics that wildcards take. The job, which holds the
 * lease on the lake, adds an entry before it compacts an object of the topic. No entry is ever
 * changed or removed, so that a topic keeps its table.
 *
 * @param entries in the order in which they were added
 */
public record TopicTables(List<Entry> entries) {
  public static final String KEY = LakeLayout.METADATA + "job/topics.json";
  public static final TopicTables NONE = new TopicTables(List.of());

  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param prefix of the wildcard, relative to the source; ends with a slash
   * @param topic name of the topic's directory below the prefix
   * @param since when the topic was first seen
   */
  public record Entry(String prefix, String topic, String table, Instant since) {
    public Entry {
      requireNonNull(prefix, "prefix is null");
      requireNonNull(topic, "topic is null");
      requireNonNull(table, "table is null");
      requireNonNull(since, "since is null");
      checkArgument(prefix.endsWith("/"), "prefix does not end with a slash: %s", prefix);
      checkArgument(
          !topic.isEmpty() && topic.indexOf('/') < 0, "topic is empty or has a slash: %s", topic);
    }

    /** Returns the directory of the topic's objects, which ends with a slash. */
    public String directory() {
      return prefix + topic + "/";
    }
  }

  public TopicTables {
    entries = List.copyOf(entries);
    Set<String> tables = new HashSet<>();
    Set<String> directories = new HashSet<>();
    for (Entry each : entries) {
      checkArgument(tables.add(each.table()), "entries has a table twice: %s", each.table());
      checkArgument(
          directories.add(each.directory()), "entries has a topic twice: %s", each.directory());
    }
  }

  /** Returns the entry of a topic's directory. */
  public Optional<Entry> of(String directory) {
    return entries.stream().filter(each -> each.directory().equals(directory)).findFirst();
  }

  /** Whether an entry has the table. */
  public boolean hasTable(String table) {
    return entries.stream().anyMatch(each -> each.table().equals(table));
  }

  /** Returns these entries and another one behind them. */
  public TopicTables with(Entry added) {
    List<Entry> all = new ArrayList<>(entries);
    all.add(added);
    return new TopicTables(all);
  }

  public String toJson() {
    ObjectNode node = JSON.createObjectNode().put("version", VERSION);
    ArrayNode topics = node.putArray("topics");
    for (Entry each : entries) {
      topics
          .addObject()
          .put("prefix", each.prefix())
          .put("topic", each.topic())
          .put("table", each.table())
          .put("since", each.since().toString());
    }
    return node.toString();
  }

  /** Throws {@link IllegalArgumentException} for any other JSON. */
  public static TopicTables fromJson(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      checkArgument(
          node.path("version").intValue() == VERSION,
          "version of %s is not 1: %s",
          KEY,
          node.path("version"));
      List<Entry> entries = new ArrayList<>();
      for (JsonNode each : node.path("topics")) {
        entries.add(
            new Entry(
                each.path("prefix").asText(),
                each.path("topic").asText(),
                each.path("table").asText(),
                Instant.parse(each.path("since").asText())));
      }
      return new TopicTables(entries);
    } catch (IOException | DateTimeException e) {
      throw new IllegalArgumentException("not a document of topics: " + KEY, e);
    }
  }
}
