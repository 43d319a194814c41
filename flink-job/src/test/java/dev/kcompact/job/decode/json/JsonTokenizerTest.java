package dev.kcompact.job.decode.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.job.decode.CorpusFiles;
import dev.kcompact.job.decode.RandomJson;
import dev.kcompact.job.decode.text.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the tokenizer against RFC 8259 and against Jackson. */
class JsonTokenizerTest {
  private static final String MALFORMED = "malformed";
  private static final byte[] EDGES =
      new byte[] {
        0x41,
        0x7f,
        (byte) 0x80,
        (byte) 0x8f,
        (byte) 0x90,
        (byte) 0x9f,
        (byte) 0xa0,
        (byte) 0xbf,
        (byte) 0xc0,
        (byte) 0xc1,
        (byte) 0xc2,
        (byte) 0xdf,
        (byte) 0xe0,
        (byte) 0xe1,
        (byte) 0xec,
        (byte) 0xed,
        (byte) 0xee,
        (byte) 0xef,
        (byte) 0xf0,
        (byte) 0xf1,
        (byte) 0xf3,
        (byte) 0xf4,
        (byte) 0xf5,
        (byte) 0xff
      };
  private static final List<String> PIECES =
      List.of(
          "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\u0", "0", "-", ".", "e", "+", "true",
          "n", " ", "\n", "\u0000", "\u001f", "/", "'", "x", "ç", "9", "\"a\":", "[]", "{}");

  static List<String> texts() {
    return CorpusFiles.lines("texts.txt");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void decidesByTheCorpus(String line) {
    int text = line.indexOf(" | ") + 3;
    int bar = line.lastIndexOf(" | ");

    assertThat(outcome(bytes(line.substring(text, bar)))).isEqualTo(line.substring(bar + 3));
  }

  /** So that the corpus can be ticked off against the RFC. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "JSON-text",
        "ws",
        "begin-array",
        "begin-object",
        "end-array",
        "end-object",
        "name-separator",
        "value-separator",
        "value",
        "false",
        "null",
        "true",
        "object",
        "member",
        "array",
        "number",
        "decimal-point",
        "digit1-9",
        "e",
        "exp",
        "frac",
        "int",
        "minus",
        "plus",
        "zero",
        "string",
        "char",
        "escape",
        "quotation-mark",
        "unescaped"
      })
  void everyProductionHasValuesAndNearMisses(String production) {
    List<String> outcomes =
        texts().stream()
            .filter(line -> line.startsWith(production + " | "))
            .map(line -> line.substring(line.lastIndexOf(" | ") + 3))
            .toList();

    assertThat(outcomes).contains("value", MALFORMED);
  }

  private static String outcome(byte[] json) {
    RecordBytes record = new RecordBytes();
    record.setSource(json);
    JsonTokenizer tokens = new JsonTokenizer(record, 1 << 20);
    tokens.reset(json, 0, json.length);
    boolean valid = true;
    try {
      for (Token token = tokens.next(); token != Token.END; token = tokens.next()) {
        boolean text = token == Token.NAME || token == Token.STRING;
        valid &= !text || tokens.isTextValid();
      }
    } catch (MalformedJsonException e) {
      return MALFORMED;
    }
    return valid ? "value" : "utf8";
  }

  /** With {@code <hex>} for bytes. */
  private static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int at = 0; at < text.length(); at++) {
      if (text.substring(at).matches("(?s)<[0-9a-f]{2}>.*")) {
        bytes.write(Integer.parseInt(text.substring(at + 1, at + 3), 16));
        at += 3;
      } else {
        int end = Character.isHighSurrogate(text.charAt(at)) ? at + 2 : at + 1;
        bytes.writeBytes(text.substring(at, end).getBytes(UTF_8));
        at = end - 1;
      }
    }
    return bytes.toByteArray();
  }

  @Property(tries = 3000)
  void agreesWithJacksonOnSoundTexts(@ForAll long seed) {
    Random random = new Random(seed);
    RandomJson json = new RandomJson(random);
    byte[] text = (random.nextBoolean() ? json.array(5) : json.object(5)).getBytes(UTF_8);

    List<String> tokens = TokenLists.ours(text);

    assertThat(tokens).doesNotContain(MALFORMED).isEqualTo(TokenLists.jacksons(text));
  }

  @Property(tries = 20000)
  void agreesWithJacksonOnDamagedTexts(@ForAll long seed) {
    Random random = new Random(seed);
    RandomJson json = new RandomJson(random);
    StringBuilder text = new StringBuilder(random.nextBoolean() ? json.array(4) : json.object(4));
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      damage(text, random);
    }
    byte[] damaged = text.toString().getBytes(UTF_8);
    List<String> tokens = TokenLists.ours(damaged);
    // Where a scalar ends at the top is our own rule, and so is what a half character is.
    if (TokenLists.hasScalarAtTop(tokens) || outcome(damaged).equals("utf8")) {
      return;
    }

    assertThat(tokens).isEqualTo(TokenLists.jacksons(damaged));
  }

  private static void damage(StringBuilder text, Random random) {
    int at = random.nextInt(text.length() + 1);
    switch (random.nextInt(4)) {
      case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
      case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(2)));
      case 2 -> text.setLength(Math.max(1, at));
      default ->
          text.replace(
              at, Math.min(text.length(), at + 1), PIECES.get(random.nextInt(PIECES.size())));
    }
  }

  @Property(tries = 20000)
  void agreesWithJavaOnWhatIsUtf8(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[1 + random.nextInt(6)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = EDGES[random.nextInt(EDGES.length)];
    }

    assertThat(Utf8.isValid(bytes, 0, bytes.length)).isEqualTo(isUtf8(bytes));
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Test
  void nestsAsDeepAsTheTextDoes() {
    String text = "[{\"a\":".repeat(100_000) + "[]" + "}]".repeat(100_000);

    List<String> tokens = TokenLists.ours(text.getBytes(UTF_8));

    assertThat(tokens).hasSize(500_002).doesNotContain(MALFORMED);
    String crossed = "[{\"a\":".repeat(100) + "[]" + "]}".repeat(100);
    assertThat(TokenLists.ours(crossed.getBytes(UTF_8))).contains(MALFORMED);
  }

  @Test
  void keepsNoMoreOfATextWithEscapesThanAllowed() {
    byte[] text = ("\"" + "abc\\n".repeat(1000) + "\"").getBytes(UTF_8);
    RecordBytes record = new RecordBytes();
    record.setSource(text);
    JsonTokenizer tokens = new JsonTokenizer(record, 10);
    tokens.reset(text, 0, text.length);

    assertThat(nextOf(tokens)).isEqualTo(Token.STRING);
    assertThat(tokens.textLength()).isGreaterThan(10).isLessThan(20);
    assertThat(nextOf(tokens)).isEqualTo(Token.END);
  }

  private static Token nextOf(JsonTokenizer tokens) {
    try {
      return tokens.next();
    } catch (MalformedJsonException e) {
      throw new AssertionError("malformed", e);
    }
  }
}
