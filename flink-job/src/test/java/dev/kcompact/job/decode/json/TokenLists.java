package dev.kcompact.job.decode.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists of a text's tokens by Jackson and by our own tokenizer, which must not differ. The list of
 * a malformed text has one element.
 */
final class TokenLists {
  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private TokenLists() {}

  /** Tokens by Jackson. */
  static List<String> jacksons(byte[] json) {
    List<String> tokens = new ArrayList<>();
    // As characters: from bytes Jackson would guess the encoding.
    try (JsonParser parser = JACKSON.createParser(new String(json, UTF_8))) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        tokens.add(
            switch (token) {
              case FIELD_NAME -> "NAME " + parser.currentName();
              case VALUE_STRING -> "STRING " + parser.getText();
              case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "NUMBER " + parser.getText();
              case VALUE_TRUE -> "TRUE";
              case VALUE_FALSE -> "FALSE";
              case VALUE_NULL -> "NULL";
              default -> token.name();
            });
      }
    } catch (JsonParseException e) {
      return List.of("malformed");
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array does not fail", e);
    }
    return tokens;
  }

  static List<String> ours(byte[] json) {
    RecordBytes record = new RecordBytes();
    record.setSource(json);
    JsonTokenizer tokenizer = new JsonTokenizer(record, Integer.MAX_VALUE);
    tokenizer.reset(json, 0, json.length);
    List<String> tokens = new ArrayList<>();
    try {
      for (Token token = tokenizer.next(); token != Token.END; token = tokenizer.next()) {
        boolean withText = token == Token.NAME || token == Token.STRING || token == Token.NUMBER;
        tokens.add(withText ? token + " " + text(tokenizer, record) : token.name());
      }
    } catch (MalformedJsonException e) {
      return List.of("malformed");
    }
    return tokens;
  }

  /** Whether a number, string or literal is outside of arrays and objects. */
  static boolean hasScalarAtTop(List<String> tokens) {
    int depth = 0;
    for (String token : tokens) {
      if (token.startsWith("START_")) {
        depth++;
      } else if (token.startsWith("END_")) {
        depth--;
      } else if (depth == 0 && !token.equals("malformed")) {
        return true;
      }
    }
    return false;
  }

  private static String text(JsonTokenizer tokens, RecordBytes record) {
    int start = tokens.textStart();
    return new String(
        record.bufferOf(start), RecordBytes.offsetOf(start), tokens.textLength(), UTF_8);
  }
}
