package dev.kcompact.cli.evolve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kcompact.contract.schema.Pointer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value and where it is in its text.
 *
 * @param start index of the first character of a member's name, or of the value
 * @param valueStart index of the value's first character
 * @param end index after the value
 * @param text of a plain value; empty for objects and arrays
 * @param members of an object, by name
 * @param items of an array
 */
record JsonSpans(
    int start,
    int valueStart,
    int end,
    String text,
    Map<String, JsonSpans> members,
    List<JsonSpans> items) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * @throws IllegalArgumentException if the text is no JSON
   */
  static JsonSpans parse(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      return value(parser, start(parser));
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON: " + e.getMessage(), e);
    }
  }

  private static JsonSpans value(JsonParser parser, int start) throws IOException {
    int valueStart = start(parser);
    Map<String, JsonSpans> members = new LinkedHashMap<>();
    List<JsonSpans> items = new ArrayList<>();
    String text = "";
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        int nameStart = start(parser);
        String name = parser.currentName();
        parser.nextToken();
        members.put(name, value(parser, nameStart));
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(value(parser, start(parser)));
      }
    } else {
      text = parser.getText();
    }
    parser.finishToken();
    int end = (int) parser.currentLocation().getCharOffset();
    return new JsonSpans(start, valueStart, end, text, members, items);
  }

  private static int start(JsonParser parser) {
    return (int) parser.currentTokenLocation().getCharOffset();
  }

  /** Returns the value at a pointer, which leads through objects. */
  Optional<JsonSpans> at(Pointer pointer) {
    JsonSpans found = this;
    for (String step : pointer.steps()) {
      found = found.members().get(step);
      if (found == null) {
        return Optional.empty();
      }
    }
    return Optional.of(found);
  }
}
