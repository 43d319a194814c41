package dev.kcompact.contract.lineage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An S3 object's entity tag as a sum of its content. It is one, by S3's "Checking object
 * integrity", for an object written at once, the MD5, and for one written as an upload of one part,
 * the MD5 of the MD5; of more parts, under KMS and with a customer's key it is none.
 *
 * @param text as S3 says it, with or without its quotation marks
 */
public record EntityTag(String text) {
  private static final Pattern SUM = Pattern.compile("[0-9a-f]{32}(-1)?");
  private static final String ONE_PART = "-1";

  public EntityTag {
    text = text.replace("\"", "").toLowerCase(Locale.ROOT);
  }

  /** Whether it has the shape of a sum of the whole content. */
  public boolean isSum() {
    return SUM.matcher(text).matches();
  }

  /**
   * Whether a content is another than this sum says.
   *
   * @param md5 of the whole content
   */
  public boolean contradicts(byte[] md5) {
    String found =
        text.endsWith(ONE_PART)
            ? HexFormat.of().formatHex(md5().digest(md5)) + ONE_PART
            : HexFormat.of().formatHex(md5);
    return isSum() && !found.equals(text);
  }

  /** A digest for contents. */
  public static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has MD5", e);
    }
  }
}
