package dev.kcompact.job.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kcompact.contract.location.StorageLocation;
import java.net.URLDecoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what S3 tells of its objects: its own event messages, the same in an SNS envelope, and
 * EventBridge's events. S3's own encode the key as a form does, EventBridge's do not.
 */
final class S3EventParser {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String CREATED = "ObjectCreated:";

  /** An envelope in an envelope in an envelope is nobody's. */
  private static final int MOST_ENVELOPES = 2;

  private final StorageLocation root;

  S3EventParser(StorageLocation root) {
    this.root = requireNonNull(root, "root is null");
  }

  /** What a message says. */
  sealed interface Message {}

  /**
   * @param ignored how many of its notifications are of no interest
   */
  record Understood(List<NotifiedObject> objects, int ignored) implements Message {
    Understood {
      objects = List.copyOf(objects);
    }
  }

  /**
   * @param why for people, without any of the message
   */
  record Malformed(String why) implements Message {}

  /** Why a message is none that S3 would send. */
  private static final class OddMessage extends Exception {
    private static final long serialVersionUID = 1L;

    OddMessage(String why) {
      super(why);
    }
  }

  /**
   * Reads a message; one odd notification makes the whole of it malformed.
   *
   * @param receipt what its objects are acknowledged by
   */
  Message parse(String body, String receipt) {
    try {
      return parse(JSON.readTree(body), receipt, 0);
    } catch (JsonProcessingException e) {
      return new Malformed("it is no JSON");
    } catch (OddMessage e) {
      return new Malformed(String.valueOf(e.getMessage()));
    }
  }

  private Understood parse(JsonNode message, String receipt, int envelopes)
      throws OddMessage, JsonProcessingException {
    if (message.path("Records").isArray()) {
      return ofS3(message.path("Records"), receipt);
    }
    if (message.path("detail-type").isTextual() && message.path("detail").isObject()) {
      return ofEventBridge(message, receipt);
    }
    if (message.path("Event").asText().equals("s3:TestEvent")) {
      return new Understood(List.of(), 1);
    }
    if (message.path("Message").isTextual() && envelopes < MOST_ENVELOPES) {
      return parse(JSON.readTree(message.path("Message").asText()), receipt, envelopes + 1);
    }
    throw new OddMessage("it is neither S3's, nor SNS's around it, nor EventBridge's");
  }

  private Understood ofS3(JsonNode records, String receipt) throws OddMessage {
    List<NotifiedObject> objects = new ArrayList<>();
    for (JsonNode event : records) {
      String name = text(event, "eventName").replaceFirst("^s3:", "");
      JsonNode object = event.path("s3").path("object");
      String key = decoded(text(object, "key"));
      String bucket = text(event.path("s3").path("bucket"), "name");
      if (name.startsWith(CREATED) && isOurs(bucket, key)) {
        objects.add(object(key, object, "eTag", text(event, "eventTime"), receipt));
      }
    }
    return new Understood(objects, records.size() - objects.size());
  }

  private Understood ofEventBridge(JsonNode event, String receipt) throws OddMessage {
    JsonNode detail = event.path("detail");
    if (!event.path("detail-type").asText().equals("Object Created")) {
      return new Understood(List.of(), 1);
    }
    String key = text(detail.path("object"), "key");
    if (!isOurs(text(detail.path("bucket"), "name"), key)) {
      return new Understood(List.of(), 1);
    }
    return new Understood(
        List.of(object(key, detail.path("object"), "etag", text(event, "time"), receipt)), 0);
  }

  /** Names with a slash at the end are directories that consoles make. */
  private boolean isOurs(String bucket, String key) {
    return bucket.equals(root.bucket()) && key.startsWith(root.path()) && !key.endsWith("/");
  }

  private NotifiedObject object(
      String key, JsonNode object, String etagName, String time, String receipt) throws OddMessage {
    JsonNode size = object.path("size");
    if (!size.isIntegralNumber() || !size.canConvertToLong() || size.asLong() < 0) {
      throw new OddMessage("an object's size is missing");
    }
    try {
      return new NotifiedObject(
          key.substring(root.path().length()),
          object.path(etagName).asText().replace("\"", ""),
          size.asLong(),
          Instant.parse(time),
          receipt);
    } catch (DateTimeException e) {
      throw new OddMessage("an event's time is malformed");
    }
  }

  private static String text(JsonNode node, String name) throws OddMessage {
    JsonNode value = node.path(name);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw new OddMessage("it lacks " + name);
    }
    return value.asText();
  }

  private static String decoded(String key) throws OddMessage {
    try {
      return URLDecoder.decode(key, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new OddMessage("a key is not encoded as S3 encodes it");
    }
  }
}
