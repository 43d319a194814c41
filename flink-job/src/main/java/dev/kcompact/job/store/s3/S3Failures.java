package dev.kcompact.job.store.s3;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.ObjectDeletedException;
import dev.kcompact.job.store.UnreadableObjectException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.HttpStatusCode;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Exceptions of failed requests, with location, cause and advice that S3 does not give. */
final class S3Failures {
  private static final String REGION_HEADER = "x-amz-bucket-region";

  /** Codes of an answer with status 400 to a request that is signed for another region. */
  private static final Set<String> WRONG_REGION =
      Set.of("AuthorizationHeaderMalformed", "IllegalLocationConstraintException");

  /** The verb and object of a GET. */
  static final String READ = "read object";

  private static final Set<Integer> OF_OBJECTS = Set.of(400, 403, 405, 416);

  /** Codes of requests that fail for every object. */
  private static final Set<String> OF_CLIENTS =
      Set.of(
          "AccountProblem",
          "AuthorizationHeaderMalformed",
          "AuthorizationQueryParametersError",
          "BadRequest",
          "ExpiredToken",
          "IllegalLocationConstraintException",
          "InvalidAccessKeyId",
          "InvalidBucketName",
          "InvalidSecurity",
          "InvalidToken",
          "NotSignedUp",
          "RequestExpired",
          "RequestTimeTooSkewed",
          "RequestTimeout",
          "SignatureDoesNotMatch",
          "TokenRefreshRequired",
          "UserKeyMustBeSpecified");

  private final StorageLocation root;

  S3Failures(StorageLocation root) {
    this.root = root;
  }

  /**
   * @param verb verb and object, as in "read object"
   * @return an {@link ObjectDeletedException} only if S3 reports NoSuchKey, and not for any other
   *     404, such as that of a missing bucket or a wrong endpoint
   */
  IOException of(String verb, String key, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof NoSuchKeyException) {
      return new ObjectDeletedException(root + key, cause);
    }
    String what = "Failed to " + verb + ": " + root + key + ": " + cause.getMessage();
    if (READ.equals(verb) && cause instanceof S3Exception response && isOfObject(response)) {
      String reason = response.statusCode() + " " + response.awsErrorDetails().errorCode();
      return new UnreadableObjectException(what + advice(cause), reason, cause);
    }
    return new IOException(what + advice(cause), cause);
  }

  /**
   * Whether S3 refuses this object, rather than the client, its credentials or the bucket. A
   * missing code means that something else than S3 has responded.
   */
  private static boolean isOfObject(S3Exception response) {
    return OF_OBJECTS.contains(response.statusCode())
        && response.awsErrorDetails() != null
        && response.awsErrorDetails().errorCode() != null
        && !OF_CLIENTS.contains(response.awsErrorDetails().errorCode());
  }

  static boolean isThrottled(SdkHttpResponse response) {
    return response.statusCode() == HttpStatusCode.THROTTLING
        || response.statusCode() == HttpStatusCode.SERVICE_UNAVAILABLE;
  }

  /** A body that is shorter than expected, which lower layers did not report. */
  IOException truncated(String key, long received, long expected) {
    return new IOException(
        "Failed to read object: %s%s: %d bytes received instead of %d"
            .formatted(root, key, received, expected));
  }

  private String advice(Throwable cause) {
    if (!(cause instanceof S3Exception response)) {
      return "";
    }
    String code =
        response.awsErrorDetails() == null ? "" : response.awsErrorDetails().errorCode() + "";
    if (response.statusCode() == HttpStatusCode.MOVED_PERMANENTLY
        || response.statusCode() == HttpStatusCode.TEMPORARY_REDIRECT
        || WRONG_REGION.contains(code)) {
      return "; the bucket is in " + region(response) + ", set s3.region to the bucket's region";
    }
    if (response.statusCode() == HttpStatusCode.BAD_REQUEST) {
      return "; buckets of S3 Express, access points and objects with a customer's own key (SSE-C)"
          + " are not supported";
    }
    if (response.statusCode() != HttpStatusCode.FORBIDDEN) {
      return "";
    }
    return code.equals("InvalidObjectState")
        ? "; restore the object from its archive"
        : "; grant the job's role s3:GetObject and s3:ListBucket on bucket "
            + root.bucket()
            + ", and kms:Decrypt where it is encrypted; a requester-pays bucket is not supported";
  }

  private static String region(S3Exception response) {
    return Optional.ofNullable(response.awsErrorDetails())
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(http -> http.firstMatchingHeader(REGION_HEADER))
        .orElse("another region");
  }
}
