package dev.kcompact.finalizer.finalize.lift;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.kcompact.finalizer.finalize.lift.JsonValue.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON as strictly as the job: names are unique, texts are Unicode, nesting is limited. */
final class JsonValueReader {
  /** As the job's. */
  private static final int MAX_DEPTH = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final String json;
  private final JsonParser parser;

  private JsonValueReader(String json, JsonParser parser) {
    this.json = json;
    this.parser = parser;
  }

  /**
   * Returns the value that a text holds.
   *
   * @throws UnfitValueException if it is not exactly one JSON value
   */
  static JsonValue read(String json) throws UnfitValueException {
    try (JsonParser parser = FACTORY.createParser(json.toCharArray())) {
      JsonValueReader reader = new JsonValueReader(json, parser);
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new UnfitValueException();
      }
      JsonValue value = reader.value(first);
      if (parser.nextToken() != null) {
        throw new UnfitValueException();
      }
      return value;
    } catch (IOException e) {
      throw new UnfitValueException();
    }
  }

  private JsonValue value(JsonToken token) throws IOException, UnfitValueException {
    int from = start();
    return switch (token) {
      case START_OBJECT -> {
        Map<String, JsonValue> members = members();
        String raw = json.substring(from, start() + 1);
        yield new JsonValue(Kind.OBJECT, raw, raw, List.of(), members);
      }
      case START_ARRAY -> {
        List<JsonValue> items = items();
        String raw = json.substring(from, start() + 1);
        yield new JsonValue(Kind.ARRAY, raw, raw, items, Map.of());
      }
      case VALUE_STRING -> {
        String text = unicode(parser.getText());
        int to = (int) parser.currentLocation().getCharOffset();
        yield new JsonValue(Kind.STRING, json.substring(from, to), text, List.of(), Map.of());
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(Kind.NUMBER);
      case VALUE_TRUE, VALUE_FALSE -> scalar(Kind.BOOLEAN);
      default -> scalar(Kind.NULL);
    };
  }

  private int start() {
    return (int) parser.currentTokenLocation().getCharOffset();
  }

  private JsonValue scalar(Kind kind) throws IOException {
    return new JsonValue(kind, parser.getText(), parser.getText(), List.of(), Map.of());
  }

  private Map<String, JsonValue> members() throws IOException, UnfitValueException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = unicode(parser.currentName());
      members.put(name, value(parser.nextToken()));
    }
    return members;
  }

  private List<JsonValue> items() throws IOException, UnfitValueException {
    List<JsonValue> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token));
    }
    return items;
  }

  /** Rejects a lone surrogate, which an escape can be. */
  private static String unicode(String text) throws UnfitValueException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new UnfitValueException();
      }
    }
    return text;
  }
}
