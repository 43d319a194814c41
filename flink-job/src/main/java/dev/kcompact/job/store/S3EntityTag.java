package dev.kcompact.job.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Holds a body against its entity tag, where that is a sum of it: the MD5 of an object written at
 * once, or the MD5 of the MD5 of one written as an upload of one part, as Kafka Connect's sinks do.
 * Under KMS and with a customer's key, and of more parts, it is none.
 */
final class S3EntityTag {
  private static final Pattern SUM = Pattern.compile("[0-9a-f]{32}(-1)?");
  private static final String ONE_PART = "-1";

  private S3EntityTag() {}

  /** Whether the answer's whole body is another than its entity tag says. */
  static boolean contradicts(S3Answer answer) {
    String tag = answer.etag();
    String sum = tag == null ? "" : tag.replace("\"", "").toLowerCase(Locale.ROOT);
    if (!SUM.matcher(sum).matches() || isEncryptedByKey(answer.head())) {
      return false;
    }
    byte[] md5 = md5(answer.body());
    String found =
        sum.endsWith(ONE_PART)
            ? HexFormat.of().formatHex(md5(md5)) + ONE_PART
            : HexFormat.of().formatHex(md5);
    return !found.equals(sum);
  }

  private static boolean isEncryptedByKey(SdkHttpResponse head) {
    return head.firstMatchingHeader("x-amz-server-side-encryption")
            .filter(kind -> kind.startsWith("aws:kms"))
            .isPresent()
        || head.firstMatchingHeader("x-amz-server-side-encryption-customer-algorithm").isPresent();
  }

  private static byte[] md5(byte[] content) {
    try {
      return MessageDigest.getInstance("MD5").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has MD5", e);
    }
  }
}
