package dev.kcompact.contract.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter that returned as a record, in its envelope. It is unwrapped: otherwise each return
 * would add an envelope, and the record would never be recognized.
 *
 * @param attempt how often the contained record was received before
 * @param record the contained record; the dead letter itself if the record was truncated away
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ReturnedDeadLetter(String fingerprint, int attempt, byte[] record) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] TYPE = DeadLetterEvent.TYPE.getBytes(UTF_8);

  /** The fields found so far; a dead letter may be truncated anywhere. */
  private static final class Fields {
    private @Nullable String type;
    private @Nullable String fingerprint;
    private int attempt;
    private byte @Nullable [] record;
  }

  /** Parses a record that is a dead letter; empty for any other record. */
  public static Optional<ReturnedDeadLetter> in(byte[] record) {
    if (!contains(record)) {
      return Optional.empty();
    }
    Fields fields = new Fields();
    try (JsonParser parser = JSON.createParser(record)) {
      read(parser, fields);
    } catch (IOException | IllegalArgumentException cut) {
      // The fields before the truncation are enough to recognize it.
    }
    return DeadLetterEvent.TYPE.equals(fields.type)
            && fields.fingerprint != null
            && fields.fingerprint.length() == Fingerprint.DIGITS
            && fields.attempt > 0
        ? Optional.of(
            new ReturnedDeadLetter(
                fields.fingerprint, fields.attempt, fields.record == null ? record : fields.record))
        : Optional.empty();
  }

  private static void read(JsonParser parser, Fields fields) throws IOException {
    int depth = 0;
    boolean isData = false;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      String name = String.valueOf(parser.currentName());
      if (token.isStructStart() && depth == 2) {
        isData = name.equals("data");
      } else if (token.isScalarValue() && depth == 1 && name.equals("type")) {
        fields.type = parser.getText();
      } else if (token.isScalarValue() && depth == 2 && isData) {
        data(parser, name, fields);
      }
    }
  }

  private static void data(JsonParser parser, String name, Fields fields) throws IOException {
    switch (name) {
      case "fingerprint" -> fields.fingerprint = parser.getText();
      case "attempt" -> fields.attempt = parser.getValueAsInt();
      case DeadLetterText.TEXT -> fields.record = parser.getText().getBytes(UTF_8);
      case DeadLetterText.BASE64 -> fields.record = Base64.getDecoder().decode(parser.getText());
      default -> {}
    }
  }

  /** A cheap check, because it runs for every record that is sent. */
  private static boolean contains(byte[] record) {
    for (int i = 0; i + TYPE.length <= record.length; i++) {
      if (record[i] == TYPE[0] && Arrays.equals(record, i, i + TYPE.length, TYPE, 0, TYPE.length)) {
        return true;
      }
    }
    return false;
  }
}
