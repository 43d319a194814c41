package dev.kcompact.contract.source;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.contract.lake.LakeLayout;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A document in the lake: raw objects and committed files that the job cannot read. The job
 * replaces it when they change. It only explains: what is missing, listings and lineage say.
 *
 * @param objects the first ones, sorted by the time of their first failure
 * @param count number of all
 */
public record UnreadableObjects(List<Unreadable> objects, long count) {
  public static final String KEY = LakeLayout.METADATA + "job/unreadable.json";
  public static final UnreadableObjects NONE = new UnreadableObjects(List.of(), 0);

  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param key of a raw object relative to the source, or of a compacted file relative to the lake
   * @param reason a few words, such as status and code
   */
  public record Unreadable(
      String key, String table, LocalDate day, String reason, Instant since, int attempts) {
    public Unreadable {
      requireNonNull(key, "key is null");
      requireNonNull(table, "table is null");
      requireNonNull(day, "day is null");
      requireNonNull(reason, "reason is null");
      requireNonNull(since, "since is null");
    }

    /** Returns one line: the key and the reason. */
    @Override
    public String toString() {
      return "%s (%s)".formatted(key, reason);
    }
  }

  public UnreadableObjects {
    objects = List.copyOf(objects);
  }

  /** Returns those among some keys. */
  public List<Unreadable> among(Collection<String> keys) {
    return objects.stream().filter(each -> keys.contains(each.key())).toList();
  }

  public String toJson() {
    ObjectNode node = JSON.createObjectNode();
    node.put("version", VERSION).put("count", count);
    ArrayNode list = node.putArray("objects");
    for (Unreadable each : objects) {
      list.addObject()
          .put("key", each.key())
          .put("table", each.table())
          .put("day", each.day().toString())
          .put("reason", each.reason())
          .put("since", each.since().toString())
          .put("attempts", each.attempts());
    }
    return node.toString();
  }

  /** Throws {@link IllegalArgumentException} for any other JSON. */
  public static UnreadableObjects fromJson(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      if (node.path("version").intValue() != VERSION) {
        throw new IllegalArgumentException(
            "unreadable objects' version is not 1: " + node.path("version"));
      }
      List<Unreadable> objects = new ArrayList<>();
      for (JsonNode each : node.path("objects")) {
        objects.add(
            new Unreadable(
                each.path("key").asText(),
                each.path("table").asText(),
                LocalDate.parse(each.path("day").asText()),
                each.path("reason").asText(),
                Instant.parse(each.path("since").asText()),
                each.path("attempts").asInt()));
      }
      return new UnreadableObjects(objects, node.path("count").asLong());
    } catch (IOException | DateTimeException e) {
      throw new IllegalArgumentException("not a document of unreadable objects", e);
    }
  }
}
