package dev.kcompact.contract.lineage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An S3 object's entity tag as a checksum of its content. According to S3's "Checking object
 * integrity", it is the MD5 for an object written by one request, and the MD5 of the MD5 for an
 * upload of one part. It is not a checksum for more parts, under KMS, or with a customer's key.
 *
 * @param text as in S3's response, with or without quotation marks
 */
public record EntityTag(String text) {
  private static final Pattern SUM = Pattern.compile("[0-9a-f]{32}(-1)?");
  private static final String ONE_PART = "-1";

  public EntityTag {
    text = text.replace("\"", "").toLowerCase(Locale.ROOT);
  }

  /** Whether it has the form of a checksum of the complete content. */
  public boolean isSum() {
    return SUM.matcher(text).matches();
  }

  /** Whether a content with this MD5 differs from this checksum. */
  public boolean contradicts(byte[] md5) {
    String found =
        text.endsWith(ONE_PART)
            ? HexFormat.of().formatHex(md5().digest(md5)) + ONE_PART
            : HexFormat.of().formatHex(md5);
    return isSum() && !found.equals(text);
  }

  public static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has MD5", e);
    }
  }
}
