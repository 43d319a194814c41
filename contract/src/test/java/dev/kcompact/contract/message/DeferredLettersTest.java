package dev.kcompact.contract.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.message.DeferredLetters.Unstored;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a footer says about dead letters, and what a corrupt row says about its own. */
class DeferredLettersTest {
  private static final String PLACE = "topics/t/t+0+7.json";

  /** Stored in footers: this text is read forever. */
  private static final String STORED =
      "{\"version\":1,\"exceptions\":["
          + "{\"object\":\"topics/t/t+0+7.json\",\"line\":3,"
          + "\"fingerprint\":\"0123456789abcdef0123456789abcdef\",\"cut\":true,\"literal\":false},"
          + "{\"object\":\"é\",\"line\":0,\"fingerprint\":null,\"cut\":false,\"literal\":true}]}";

  private static final DeferredLetters LETTERS =
      new DeferredLetters(
          List.of(
              new Unstored(PLACE, 3, "0123456789abcdef0123456789abcdef", true, false),
              new Unstored("é", 0, null, false, true)));

  @Test
  void theStoredFormStays() {
    assertThat(LETTERS.encode()).isEqualTo(STORED);
    assertThat(DeferredLetters.decode(STORED)).isEqualTo(LETTERS);
    assertThat(new DeferredLetters(List.of()).encode())
        .isEqualTo("{\"version\":1,\"exceptions\":[]}");
  }

  @Test
  void unknownFieldsAreIgnored() {
    assertThat(DeferredLetters.decode("{\"version\":1,\"more\":[1],\"exceptions\":[]}"))
        .isEqualTo(new DeferredLetters(List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "[]", "{}", "{\"version\":2}", "{\"version\":1,\"exceptions\":[{}]}"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> DeferredLetters.decode(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("deferred dead letters ");
  }

  /** The row says what the letter says, or its exception does. */
  @Property(tries = 500)
  void aRowAndItsExceptionSayEverything(
      @ForAll byte[] end, @ForAll boolean isCut, @ForAll Shape shape) {
    byte[] record = shape.of(end);
    for (String reason : List.of("malformed_json:/id", "tombstone")) {
      boolean isKnown = StoredCorruptRecord.isIdentifying(reason) && OwnText.isIn(record);
      byte[] complete = isCut ? (new String(record, UTF_8) + "more").getBytes(UTF_8) : record;
      requireSame(record, isCut, isKnown ? Fingerprint.of("t", complete) : null, reason);
    }
  }

  enum Shape {
    ANY,
    TEXT,
    LOOKS_CODED,
    CODED_TEXT;

    byte[] of(byte[] end) {
      return switch (this) {
        case ANY -> end;
        case TEXT -> ("{\"id\":" + Base64.getEncoder().encodeToString(end)).getBytes(UTF_8);
        case LOOKS_CODED -> ("base64:" + new String(end, UTF_8)).getBytes(UTF_8);
        case CODED_TEXT -> ("base64:" + Base64.getEncoder().encodeToString(end)).getBytes(UTF_8);
      };
    }
  }

  private static void requireSame(
      byte[] record, boolean isCut, @Nullable String fingerprint, String reason) {
    StoredCorruptRecord letter = new StoredCorruptRecord(record, isCut, fingerprint);
    byte[] text = stored(record);
    Unstored exception = letter.exceptionOf("t", reason, text, PLACE, 7);
    StoredCorruptRecord read =
        exception == null
            ? StoredCorruptRecord.of("t", reason, text)
            : StoredCorruptRecord.of(text, exception);
    assertThat(read.bytes()).isEqualTo(record);
    assertThat(read.isCut()).isEqualTo(isCut);
    assertThat(read.fingerprint()).isEqualTo(fingerprint);
    if (exception != null) {
      assertThat(isCut || exception.isLiteral()).as("rare").isTrue();
    }
  }

  /** The column's value, as the job writes it. */
  private static byte[] stored(byte[] record) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(record));
      return record;
    } catch (CharacterCodingException e) {
      return ("base64:" + Base64.getEncoder().encodeToString(record)).getBytes(UTF_8);
    }
  }

  @Example
  void aTextThatLooksLikeCodedBytesIsAnException() {
    byte[] record = "base64:/w==".getBytes(UTF_8);
    String fingerprint = Fingerprint.of("t", record);
    assertThat(
            new StoredCorruptRecord(record, false, fingerprint)
                .exceptionOf("t", "malformed_json", record, PLACE, 7))
        .isEqualTo(new Unstored(PLACE, 7, fingerprint, false, true));
  }
}
