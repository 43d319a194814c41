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
 * Reads response bodies within the SDK's retries: repeats the request if the body is truncated and,
 * without TLS, if it contradicts its entity tag. Thread-safe.
 */
final class S3BodyReader {
  private static final Logger LOG = LoggerFactory.getLogger(S3BodyReader.class);

  private final S3Client s3;

  private volatile boolean checksTags;

  /** Reads a body to its end; may be called again with another body. */
  @FunctionalInterface
  interface Reader<T> {
    T read(InputStream body) throws IOException;
  }

  /**
   * @param isPlain whether the connection has no TLS, so a body may be altered
   */
  S3BodyReader(S3Client s3, boolean isPlain) {
    this.s3 = s3;
    this.checksTags = isPlain;
  }

  <T> T get(GetObjectRequest request, Reader<T> reader) {
    Call<T> call = new Call<>(reader);
    return s3.getObject(
        request,
        (answer, body) -> {
          try {
            return call.answered(answer, new LengthCheckedBody(body, answer.contentLength()));
          } catch (IOException e) {
            throw RetryableException.create("its content was truncated or altered", e);
          }
        });
  }

  /** One call with all its attempts. */
  private final class Call<T> {
    private final Reader<T> reader;

    /** Digest of a body that contradicted its entity tag; null if there was none. */
    private byte @Nullable [] rejected;

    Call(Reader<T> reader) {
      this.reader = reader;
    }

    T answered(GetObjectResponse answer, InputStream body) throws IOException {
      EntityTag tag = new EntityTag(answer.eTag() == null ? "" : answer.eTag());
      if (!checksTags || !tag.isSum() || !isComplete(answer) || isEncryptedByKey(answer)) {
        return reader.read(body);
      }
      MessageDigest md5 = EntityTag.md5();
      T taken = reader.read(new DigestInputStream(body, md5));
      byte[] sum = md5.digest();
      if (tag.contradicts(sum)) {
        reject(tag, sum);
      }
      return taken;
    }

    /** If S3 sends the same content twice, it stores that content, and its tags are not digests. */
    private void reject(EntityTag tag, byte[] sum) throws IOException {
      if (!Arrays.equals(rejected, sum)) {
        rejected = sum;
        throw new IOException("its content does not match its entity tag: " + tag.text());
      }
      LOG.warn(
          "Entity tags such as {} are not digests; contents are not checked against them",
          tag.text());
      checksTags = false;
    }
  }

  /** A range may cover the complete object. */
  private static boolean isComplete(GetObjectResponse answer) {
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
