package dev.kcompact.contract.message;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a table's day: a CloudEvent 1.0 in structured JSON on the feedback topic.
 *
 * @param location URI of the published files; null unless published
 * @param rows published rows
 * @param duplicates rows dropped because a newer one has their key
 * @param invalid quarantined rows that break a rule
 * @param corrupt quarantined rows that could not be decoded
 * @param parked invalid rows that had too many attempts and are no longer sent back
 * @param objects raw objects of the day
 * @param files published files
 * @param bytes size of the published files
 * @param reason why the day was rejected or rolled back; null if published
 */
public record TableDayEvent(
    String table,
    String domain,
    LocalDate day,
    String run,
    Status status,
    @Nullable String location,
    long rows,
    long duplicates,
    long invalid,
    long corrupt,
    long parked,
    long objects,
    long files,
    long bytes,
    @Nullable String reason) {
  public static final String TYPE = "dev.kcompact.table-day.v1";

  private static final String SOURCE = "kcompact/finalizer";
  private static final ObjectMapper JSON =
      JsonMapper.builder().serializationInclusion(JsonInclude.Include.ALWAYS).build();

  public enum Status {
    PUBLISHED,
    /** Never published: the day was incomplete, or a check rejected it. */
    REJECTED,
    /** Publishing started and was reverted. */
    ROLLED_BACK
  }

  public TableDayEvent {
    requireNonNull(table, "table is null");
    requireNonNull(domain, "domain is null");
    requireNonNull(day, "day is null");
    requireNonNull(run, "run is null");
    requireNonNull(status, "status is null");
    if ((status == Status.PUBLISHED) != (location != null)) {
      throw new IllegalArgumentException("location contradicts status " + status + ": " + location);
    }
  }

  /** Returns the subject, which is also the message's key. */
  public String subject() {
    return table + "/" + day;
  }

  /** Returns the same id whenever the same outcome is sent. */
  public String id() {
    return run + "/" + table + "/" + status;
  }

  public String toJson(Instant time) {
    ObjectNode event = JSON.createObjectNode();
    event.put("specversion", "1.0").put("id", id()).put("source", SOURCE).put("type", TYPE);
    event.put("subject", subject()).put("time", time.toString());
    event.put("datacontenttype", "application/json");
    ObjectNode data = event.putObject("data");
    data.put("table", table).put("domain", domain).put("day", day.toString()).put("run", run);
    data.put("status", status.name()).put("location", location).put("rows", rows);
    data.put("duplicates", duplicates).put("invalid", invalid).put("corrupt", corrupt);
    data.put("parked", parked)
        .put("objects", objects)
        .put("files", files)
        .put("bytes", bytes)
        .put("reason", reason);
    return event.toString();
  }

  /** Throws {@link IllegalArgumentException} for any other JSON. */
  public static TableDayEvent fromJson(String json) {
    try {
      JsonNode event = JSON.readTree(json);
      if (!TYPE.equals(event.path("type").asText())) {
        throw new IllegalArgumentException("type is not " + TYPE + ": " + event.path("type"));
      }
      JsonNode data = event.path("data");
      return new TableDayEvent(
          data.path("table").asText(),
          data.path("domain").asText(),
          LocalDate.parse(data.path("day").asText()),
          data.path("run").asText(),
          Status.valueOf(data.path("status").asText()),
          data.path("location").textValue(),
          data.path("rows").longValue(),
          data.path("duplicates").longValue(),
          data.path("invalid").longValue(),
          data.path("corrupt").longValue(),
          data.path("parked").longValue(),
          data.path("objects").longValue(),
          data.path("files").longValue(),
          data.path("bytes").longValue(),
          data.path("reason").textValue());
    } catch (IOException | java.time.DateTimeException e) {
      throw new IllegalArgumentException("not an event of " + TYPE, e);
    }
  }
}
