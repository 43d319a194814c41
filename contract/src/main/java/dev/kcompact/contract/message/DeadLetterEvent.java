package dev.kcompact.contract.message;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be added to its table: a CloudEvent 1.0 in structured JSON on the dead
 * letter topic, or on the parking topic after too many attempts.
 *
 * @param sender {@link DeadLetterHeaders#COMPACTOR} or {@link DeadLetterHeaders#FINALIZER}
 * @param reason as in the column {@code _corrupt_reason}, or the names of the broken rules
 * @param rule the reason without the position in the record
 * @param fingerprint see {@link Fingerprint}
 * @param attempt how often this record was received, from 1
 * @param run the finalizer's run; null from the compactor
 * @param record its text; not copied
 * @param isCut whether the text is truncated already
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
    byte[] record,
    boolean isCut) {
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
   * Returns a reason without the position: {@code malformed_json} of {@code malformed_json:/id}.
   */
  public static String ruleOf(String reason) {
    int colon = reason.indexOf(':');
    return colon < 0 ? reason : reason.substring(0, colon);
  }

  /** Returns the same id whenever the same record of the same object is sent. */
  public String id() {
    return origin.key();
  }

  /** Writes the record last, so that a truncated event keeps the fields that identify it. */
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
    DeadLetterText.of(record, isCut).writeTo(data);
    return event.toString();
  }
}
