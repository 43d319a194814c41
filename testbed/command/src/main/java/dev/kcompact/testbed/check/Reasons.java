package dev.kcompact.testbed.check;

import dev.kcompact.testbed.sample.Fate.Corrupt;
import dev.kcompact.testbed.sample.Fate.Invalid;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What is said of a rejected record, and what must be said. */
final class Reasons {
  private Reasons() {}

  /**
   * A corrupt record's reason without the place: {@code wrong_type} of {@code wrong_type:/gift}.
   */
  static String code(String reason) {
    return reason.split(":", 2)[0];
  }

  static String expected(Corrupt corrupt) {
    return corrupt.kind().code() + " (" + corrupt.kind() + ")";
  }

  /**
   * Whether the reason is the one rule that the record breaks: the rule's name, or of a schema's
   * constraint {@code keyword:/pointer} with a star for any place in a list.
   */
  static boolean names(Invalid invalid, String reason) {
    if (!invalid.rule().startsWith("/")) {
      return invalid.rule().equals(reason);
    }
    String pointer = invalid.rule().replaceAll("/[0-9]+(?=/|$)", "/*");
    return reason.matches("[A-Za-z]+:.*")
        && reason.substring(reason.indexOf(':') + 1).equals(pointer);
  }

  /** A corrupt record as a text column holds it; bytes that are no text, as their Base64. */
  static String rawText(byte[] json) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException notText) {
      return "base64:" + Base64.getEncoder().encodeToString(json);
    }
  }
}
