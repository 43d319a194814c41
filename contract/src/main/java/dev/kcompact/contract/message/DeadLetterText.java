package dev.kcompact.contract.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A record's text within a dead letter, truncated if necessary: Kafka's producers reject messages
 * above 1 MiB by default, and a rejected dead letter would block the sender forever.
 *
 * @param value text, or base64 if the bytes are not UTF-8
 */
record DeadLetterText(String field, String value, boolean isCut) {
  static final String TEXT = "record";
  static final String BASE64 = "recordBase64";

  /** Maximum bytes within JSON; the rest of the dead letter fits into the remainder of 1 MiB. */
  static final int LIMIT = 768 << 10;

  private static final int CONTROL_ESCAPE = 6;
  private static final int SHORT_ESCAPE = 2;
  private static final int THREE = 3;

  /**
   * @param isCut whether {@code record} is truncated already
   */
  static DeadLetterText of(byte[] record, boolean isCut) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(record)).toString();
      int end = fitting(text);
      return new DeadLetterText(TEXT, text.substring(0, end), isCut || end < text.length());
    } catch (CharacterCodingException e) {
      int most = LIMIT / 4 * THREE;
      byte[] kept = record.length > most ? Arrays.copyOf(record, most) : record;
      return new DeadLetterText(
          BASE64, Base64.getEncoder().encodeToString(kept), isCut || kept.length < record.length);
    }
  }

  /** Returns the number of characters that fit; never splits a surrogate pair. */
  private static int fitting(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      bytes += bytesOf(character);
      if (bytes > LIMIT) {
        return i;
      }
      i += Character.charCount(character);
    }
    return text.length();
  }

  private static int bytesOf(int character) {
    if (character < ' ') {
      return CONTROL_ESCAPE;
    }
    if (character == '"' || character == '\\') {
      return SHORT_ESCAPE;
    }
    return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? THREE : 4;
  }

  void writeTo(ObjectNode data) {
    data.put("cut", isCut).put(field, value);
  }
}
