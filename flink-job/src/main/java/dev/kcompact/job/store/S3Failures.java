package dev.kcompact.job.store;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says what failed, where, why, and what to do about it where S3's own words do not tell. */
final class S3Failures {
  private static final int FORBIDDEN = 403;

  private final Root root;

  S3Failures(Root root) {
    this.root = root;
  }

  /**
   * @param verb as in "read object"
   * @return an {@link ObjectGoneException} only where S3 says that there is no such key; any other
   *     404, as of a bucket or of a wrong endpoint, is a failure
   */
  IOException of(String verb, String key, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof NoSuchKeyException) {
      return new ObjectGoneException(root.locate(key), cause);
    }
    String what = "Failed to " + verb + ": " + root.locate(key) + ": " + cause.getMessage();
    return new IOException(what + advice(cause), cause);
  }

  /** A body that ends early where no lower layer has noticed. */
  IOException endsEarly(String key, long came, long expected) {
    return new IOException(
        "Failed to read object: "
            + root.locate(key)
            + ": "
            + came
            + " bytes came instead of "
            + expected);
  }

  private String advice(Throwable cause) {
    if (!(cause instanceof S3Exception answer) || answer.statusCode() != FORBIDDEN) {
      return "";
    }
    boolean archived =
        answer.awsErrorDetails() != null
            && "InvalidObjectState".equals(answer.awsErrorDetails().errorCode());
    return archived
        ? "; restore the object from its archive"
        : "; grant the job's role s3:GetObject and s3:ListBucket on bucket "
            + root.bucket()
            + ", and kms:Decrypt where it is encrypted";
  }
}
