package dev.kcompact.contract.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be taken into its table; a CloudEvent 1.0 in structured JSON on the dead
 * letter topic, or on the parking topic when it has come too often.
 *
 * @param sender {@link DeadLetterHeaders#COMPACTOR} or {@link DeadLetterHeaders#FINALIZER}
 * @param reason as in the column {@code _corrupt_reason}, or the names of the broken rules
 * @param rule the same without the place in the record
 * @param fingerprint see {@link Fingerprint}
 * @param attempt how often this record has come, from 1
 * @param run the finalizer's run; null from the compactor
 * @param record its text; the receiver's own
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DeadLetterEvent(
    String sender,
    String table,
    Origin origin,
    String reason,
    String rule,
    String fingerprint,
    int attempt,
    @Nullable String run,
    byte[] record) {
  public static final String TYPE = "dev.kcompact.dead-letter.v1";

  private static final ObjectMapper JSON = new ObjectMapper();

  public DeadLetterEvent {
    requireNonNull(sender, "sender is null");
    requireNonNull(table, "table is null");
    requireNonNull(origin, "origin is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(rule, "rule is null");
    requireNonNull(record, "record is null");
    if (fingerprint.length() != Fingerprint.DIGITS) {
      throw new IllegalArgumentException("fingerprint is of another length: " + fingerprint);
    }
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt is not positive: " + attempt);
    }
  }

  /**
   * A reason without the place in the record: {@code malformed_json} of {@code malformed_json:/id}.
   */
  public static String ruleOf(String reason) {
    int colon = reason.indexOf(':');
    return colon < 0 ? reason : reason.substring(0, colon);
  }

  /** The event's id: sending the same record of the same object again gives the same id. */
  public String id() {
    return origin.key();
  }

  /**
   * The CloudEvent. The record comes last, so that what recognises it is there even when somebody
   * cuts the event.
   */
  public String toJson(Instant time) {
    ObjectNode event = JSON.createObjectNode();
    event.put("specversion", "1.0").put("id", id()).put("source", "kcompact/" + sender);
    event.put("type", TYPE).put("subject", table).put("time", time.toString());
    event.put("datacontenttype", "application/json");
    ObjectNode data = event.putObject("data");
    data.put("table", table).put("reason", reason).put("rule", rule);
    data.put("fingerprint", fingerprint).put("attempt", attempt).put("run", run);
    ObjectNode from = data.putObject("origin");
    from.put("topic", origin.topic()).put("partition", origin.partition());
    from.put("offset", origin.offset()).put("object", origin.object()).put("line", origin.line());
    DeadLetterText.of(record).writeTo(data);
    return event.toString();
  }

  /**
   * The record's bytes out of an event.
   *
   * @throws IllegalArgumentException if {@code json} is no such event
   */
  public static byte[] recordOf(byte[] json) {
    try {
      JsonNode event = JSON.readTree(json);
      JsonNode data = event.path("data");
      if (!TYPE.equals(event.path("type").asText())) {
        throw new IllegalArgumentException("type is not " + TYPE + ": " + event.path("type"));
      }
      return data.has(DeadLetterText.BASE64)
          ? Base64.getDecoder().decode(data.get(DeadLetterText.BASE64).asText())
          : data.path(DeadLetterText.TEXT).asText().getBytes(UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException("not an event of " + TYPE, e);
    }
  }
}
