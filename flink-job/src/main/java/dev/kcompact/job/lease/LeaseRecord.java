package dev.kcompact.job.lease;

import static dev.kcompact.contract.Arguments.requireNotNegative;
import static dev.kcompact.contract.Arguments.requirePositive;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * The lease object in the lake, a human-readable line of JSON. Version 1 has exactly these fields;
 * {@code description} is stored as {@code who}, {@code renewals} as {@code beat}.
 *
 * @param epoch number of the holder, which starts at 1 and only grows
 * @param owner unique to one instance of an enumerator
 * @param description human-readable name of the owner
 * @param held false after the release
 * @param renewals number of renewals by this owner, so that each write differs from the last
 */
record LeaseRecord(long epoch, String owner, String description, boolean held, long renewals) {
  private static final int VERSION = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  LeaseRecord {
    requireNonNull(owner, "owner is null");
    requireNonNull(description, "description is null");
    requirePositive(epoch, "epoch");
    requireNotNegative(renewals, "renewals");
  }

  LeaseRecord renewed() {
    return new LeaseRecord(epoch, owner, description, held, renewals + 1);
  }

  LeaseRecord released() {
    return new LeaseRecord(epoch, owner, description, false, renewals + 1);
  }

  byte[] encode() {
    String text =
        JSON.createObjectNode()
            .put("version", VERSION)
            .put("epoch", epoch)
            .put("owner", owner)
            .put("who", description)
            .put("held", held)
            .put("beat", renewals)
            .toString();
    return (text + "\n").getBytes(UTF_8);
  }

  /**
   * @throws IOException if the content is not a lease record or has an unknown version
   */
  static LeaseRecord decode(byte[] content) throws IOException {
    try {
      JsonNode node = JSON.readTree(content);
      int version = node.required("version").asInt();
      if (version != VERSION) {
        throw new IOException(
            "it has version " + version + ", but this kcompact supports " + VERSION);
      }
      return new LeaseRecord(
          node.required("epoch").asLong(),
          node.required("owner").asText(),
          node.required("who").asText(),
          node.required("held").asBoolean(),
          node.required("beat").asLong());
    } catch (IllegalArgumentException e) {
      throw new IOException("it is not a lease record: " + e.getMessage(), e);
    }
  }
}
