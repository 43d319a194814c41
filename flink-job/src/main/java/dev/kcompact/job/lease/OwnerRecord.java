package dev.kcompact.job.lease;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * What stands in the lake about the job that writes it. Stored as one line of JSON, so that people
 * can read it; version 1 has exactly these fields.
 *
 * @param epoch how many owners there have been, this one included; only grows
 * @param owner unique to one incarnation of a job's enumerator
 * @param who the same, for people
 * @param held false once it was given back
 * @param beat renewals of this owner, so that each write differs from the one before
 */
record OwnerRecord(long epoch, String owner, String who, boolean held, long beat) {
  private static final int VERSION = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  OwnerRecord {
    requireNonNull(owner, "owner is null");
    requireNonNull(who, "who is null");
    if (epoch < 1) {
      throw new IllegalArgumentException("epoch is not positive: " + epoch);
    }
    if (beat < 0) {
      throw new IllegalArgumentException("beat is negative: " + beat);
    }
  }

  OwnerRecord renewed() {
    return new OwnerRecord(epoch, owner, who, held, beat + 1);
  }

  OwnerRecord released() {
    return new OwnerRecord(epoch, owner, who, false, beat + 1);
  }

  byte[] encode() {
    String text =
        JSON.createObjectNode()
            .put("version", VERSION)
            .put("epoch", epoch)
            .put("owner", owner)
            .put("who", who)
            .put("held", held)
            .put("beat", beat)
            .toString();
    return (text + "\n").getBytes(UTF_8);
  }

  /**
   * @throws IOException if this is no owner record, or one of a version that is not known
   */
  static OwnerRecord decode(byte[] content) throws IOException {
    try {
      JsonNode node = JSON.readTree(content);
      int version = node.required("version").asInt();
      if (version != VERSION) {
        throw new IOException("it has version " + version + ", this kcompact knows " + VERSION);
      }
      return new OwnerRecord(
          node.required("epoch").asLong(),
          node.required("owner").asText(),
          node.required("who").asText(),
          node.required("held").asBoolean(),
          node.required("beat").asLong());
    } catch (IllegalArgumentException e) {
      throw new IOException("it is no owner record: " + e.getMessage(), e);
    }
  }
}
