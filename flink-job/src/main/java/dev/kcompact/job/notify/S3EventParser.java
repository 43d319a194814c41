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
 * Parses event messages of S3, the same in an SNS envelope, and events of EventBridge. S3's
 * messages URL-encode the key, EventBridge's events do not.
 */
final class S3EventParser {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String CREATED = "ObjectCreated:";

  /** Services do not nest more envelopes. */
  private static final int MAX_ENVELOPES = 2;

  private final StorageLocation root;

  S3EventParser(StorageLocation root) {
    this.root = requireNonNull(root, "root is null");
  }

  sealed interface ParsedMessage {}

  /** A valid message; {@code ignored} counts notifications that report no object below the root. */
  record WellFormed(List<NotifiedObject> objects, int ignored) implements ParsedMessage {
    WellFormed {
      objects = List.copyOf(objects);
    }
  }

  /** An invalid message; {@code reason} does not contain any of its content. */
  record Malformed(String reason) implements ParsedMessage {}

  private static final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedMessageException(String reason) {
      super(reason);
    }
  }

  /** Parses a message. One malformed notification makes the complete message malformed. */
  ParsedMessage parse(String body, String receipt) {
    try {
      return parse(JSON.readTree(body), receipt, 0);
    } catch (JsonProcessingException e) {
      return new Malformed("it is not JSON");
    } catch (MalformedMessageException e) {
      return new Malformed(String.valueOf(e.getMessage()));
    }
  }

  private WellFormed parse(JsonNode message, String receipt, int envelopes)
      throws MalformedMessageException, JsonProcessingException {
    if (message.path("Records").isArray()) {
      return ofS3(message.path("Records"), receipt);
    }
    if (message.path("detail-type").isTextual() && message.path("detail").isObject()) {
      return ofEventBridge(message, receipt);
    }
    if (message.path("Event").asText().equals("s3:TestEvent")) {
      return new WellFormed(List.of(), 1);
    }
    if (message.path("Message").isTextual() && envelopes < MAX_ENVELOPES) {
      return parse(JSON.readTree(message.path("Message").asText()), receipt, envelopes + 1);
    }
    throw new MalformedMessageException("it is not an event of S3, SNS or EventBridge");
  }

  private WellFormed ofS3(JsonNode records, String receipt) throws MalformedMessageException {
    List<NotifiedObject> objects = new ArrayList<>();
    for (JsonNode event : records) {
      String name = text(event, "eventName").replaceFirst("^s3:", "");
      JsonNode object = event.path("s3").path("object");
      String key = decoded(text(object, "key"));
      String bucket = text(event.path("s3").path("bucket"), "name");
      if (name.startsWith(CREATED) && isBelowRoot(bucket, key)) {
        objects.add(object(key, object, "eTag", text(event, "eventTime"), receipt));
      }
    }
    return new WellFormed(objects, records.size() - objects.size());
  }

  private WellFormed ofEventBridge(JsonNode event, String receipt)
      throws MalformedMessageException {
    JsonNode detail = event.path("detail");
    if (!event.path("detail-type").asText().equals("Object Created")) {
      return new WellFormed(List.of(), 1);
    }
    String key = text(detail.path("object"), "key");
    if (!isBelowRoot(text(detail.path("bucket"), "name"), key)) {
      return new WellFormed(List.of(), 1);
    }
    return new WellFormed(
        List.of(object(key, detail.path("object"), "etag", text(event, "time"), receipt)), 0);
  }

  /** The console creates keys that end with a slash as folders. */
  private boolean isBelowRoot(String bucket, String key) {
    return bucket.equals(root.bucket()) && key.startsWith(root.path()) && !key.endsWith("/");
  }

  private NotifiedObject object(
      String key, JsonNode object, String etagName, String time, String receipt)
      throws MalformedMessageException {
    JsonNode size = object.path("size");
    if (!size.isIntegralNumber() || !size.canConvertToLong() || size.asLong() < 0) {
      throw new MalformedMessageException("an object's size is missing");
    }
    try {
      return new NotifiedObject(
          key.substring(root.path().length()),
          object.path(etagName).asText().replace("\"", ""),
          size.asLong(),
          Instant.parse(time),
          receipt);
    } catch (DateTimeException e) {
      throw new MalformedMessageException("an event's time is malformed");
    }
  }

  private static String text(JsonNode node, String name) throws MalformedMessageException {
    JsonNode value = node.path(name);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw new MalformedMessageException(name + " is missing");
    }
    return value.asText();
  }

  private static String decoded(String key) throws MalformedMessageException {
    try {
      return URLDecoder.decode(key, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException("an object's key is not URL-encoded");
    }
  }
}
