package dev.kcompact.job.store;

import dev.kcompact.contract.lineage.EntityTag;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Holds a body against its entity tag, where that is a sum of it. */
final class S3EntityTag {
  private S3EntityTag() {}

  /** Whether the answer's whole body is another than its entity tag says. */
  static boolean contradicts(S3Answer answer) {
    String text = answer.etag();
    EntityTag tag = new EntityTag(text == null ? "" : text);
    return tag.isSum()
        && !isEncryptedByKey(answer.head())
        && tag.contradicts(EntityTag.md5().digest(answer.body()));
  }

  private static boolean isEncryptedByKey(SdkHttpResponse head) {
    return head.firstMatchingHeader("x-amz-server-side-encryption")
            .filter(kind -> kind.startsWith("aws:kms"))
            .isPresent()
        || head.firstMatchingHeader("x-amz-server-side-encryption-customer-algorithm").isPresent();
  }
}
