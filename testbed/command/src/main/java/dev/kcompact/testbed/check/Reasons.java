package dev.kcompact.testbed.check;

import dev.kcompact.testbed.sample.Fate.Corrupt;
import dev.kcompact.testbed.sample.Fate.Invalid;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Actual and expected reasons of rejected records. */
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
   * Whether the reason is the one rule that the record violates: the rule's name, or for a schema's
   * constraint {@code keyword:/pointer} with a star for list indices.
   */
  static boolean names(Invalid invalid, String reason) {
    if (!invalid.rule().startsWith("/")) {
      return invalid.rule().equals(reason);
    }
    String pointer = invalid.rule().replaceAll("/[0-9]+(?=/|$)", "/*");
    return reason.matches("[A-Za-z]+:.*")
        && reason.substring(reason.indexOf(':') + 1).equals(pointer);
  }

  /** A corrupt record as a text column shows it; Base64 if its bytes are not valid text. */
  static String rawText(byte[] json) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException notText) {
      return "base64:" + Base64.getEncoder().encodeToString(json);
    }
  }
}
