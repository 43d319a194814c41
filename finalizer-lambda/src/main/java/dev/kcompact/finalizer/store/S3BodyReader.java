package dev.kcompact.finalizer.store;

import dev.kcompact.contract.lineage.EntityTag;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * Takes in what S3 answers within the SDK's retries: a body that breaks off is asked for again, as
 * a request is that fails. Where the way to S3 has no TLS, so is a whole body that its entity tag
 * contradicts. Safe for many threads.
 */
final class S3BodyReader {
  private static final Logger LOG = LoggerFactory.getLogger(S3BodyReader.class);

  private final S3Client s3;

  /** Whether bodies are held against their entity tags. */
  private volatile boolean sums;

  /** Reads a body to its end; may be called again with another one. */
  @FunctionalInterface
  interface Taker<T> {
    T take(InputStream body) throws IOException;
  }

  /**
   * @param isPlain whether what comes may have been changed on its way
   */
  S3BodyReader(S3Client s3, boolean isPlain) {
    this.s3 = s3;
    this.sums = isPlain;
  }

  /**
   * What a taker makes of an answer.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException as the client does
   */
  <T> T get(GetObjectRequest request, Taker<T> taker) {
    Call<T> call = new Call<>(taker);
    return s3.getObject(
        request,
        (answer, body) -> {
          try {
            return call.answered(answer, new LengthCheckedBody(body, answer.contentLength()));
          } catch (IOException e) {
            throw RetryableException.create("its content broke off or was another", e);
          }
        });
  }

  /** One call, all its attempts. */
  private final class Call<T> {
    private final Taker<T> taker;

    /** The sum of a body that its entity tag contradicts; null while none came. */
    private byte @Nullable [] doubted;

    Call(Taker<T> taker) {
      this.taker = taker;
    }

    T answered(GetObjectResponse answer, InputStream body) throws IOException {
      EntityTag tag = new EntityTag(answer.eTag() == null ? "" : answer.eTag());
      if (!sums || !tag.isSum() || !isWhole(answer) || isEncryptedByKey(answer)) {
        return taker.take(body);
      }
      MessageDigest md5 = EntityTag.md5();
      T taken = taker.take(new DigestInputStream(body, md5));
      byte[] sum = md5.digest();
      if (tag.contradicts(sum)) {
        doubt(tag, sum);
      }
      return taken;
    }

    /** A content that comes a second time is what S3 has, whatever it calls it. */
    private void doubt(EntityTag tag, byte[] sum) throws IOException {
      if (!Arrays.equals(doubted, sum)) {
        doubted = sum;
        throw new IOException("its content is not what its entity tag says: " + tag.text());
      }
      LOG.warn("Entity tags as {} are no sums; contents are not held against them", tag.text());
      sums = false;
    }
  }

  /** A range may be all there is. */
  private static boolean isWhole(GetObjectResponse answer) {
    String range = answer.contentRange();
    Long length = answer.contentLength();
    return range == null
        || (length != null && range.equals("bytes 0-%d/%d".formatted(length - 1, length)));
  }

  private static boolean isEncryptedByKey(GetObjectResponse answer) {
    ServerSideEncryption kind = answer.serverSideEncryption();
    return answer.sseCustomerAlgorithm() != null
        || (kind != null && kind != ServerSideEncryption.AES256);
  }
}
