package dev.kcompact.job.store.s3;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.EntityTag;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A complete response to a GET.
 *
 * @param head status and headers
 * @param body not copied; there is no other reference
 */
record S3Response(SdkHttpResponse head, byte[] body) {
  private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();
  private static final String NO_SUCH_KEY = "NoSuchKey";

  static {
    XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
  }

  S3Response {
    requireNonNull(head, "head is null");
    requireNonNull(body, "body is null");
  }

  /** Entity tag as sent by S3; null if there is none. */
  @Nullable String etag() {
    return head.firstMatchingHeader("ETag").orElse(null);
  }

  /** Body length according to the headers; empty if they have none. */
  Optional<Long> contentLength() {
    return head.firstMatchingHeader("Content-Length").map(Long::valueOf);
  }

  boolean isSuccessful() {
    return head.isSuccessful();
  }

  /** Whether the entity tag of a complete object is a checksum that its body does not have. */
  boolean contradictsEntityTag() {
    String text = etag();
    EntityTag tag = new EntityTag(text == null ? "" : text);
    return tag.isSum() && !isEncryptedByKey() && tag.contradicts(EntityTag.md5().digest(body));
  }

  private boolean isEncryptedByKey() {
    return head.firstMatchingHeader("x-amz-server-side-encryption")
            .filter(kind -> kind.startsWith("aws:kms"))
            .isPresent()
        || head.firstMatchingHeader("x-amz-server-side-encryption-customer-algorithm").isPresent();
  }

  /** The exception that the SDK's client would throw for this response. */
  S3Exception failure() {
    String code = element("Code");
    String message = element("Message");
    AwsErrorDetails details =
        AwsErrorDetails.builder()
            .errorCode(code)
            .errorMessage(message)
            .serviceName("S3")
            .sdkHttpResponse(head)
            .build();
    S3Exception.Builder failure =
        NO_SUCH_KEY.equals(code) ? NoSuchKeyException.builder() : S3Exception.builder();
    return (S3Exception)
        failure
            .awsErrorDetails(details)
            .message(message)
            .statusCode(head.statusCode())
            .requestId(head.firstMatchingHeader("x-amz-request-id").orElse(null))
            .extendedRequestId(head.firstMatchingHeader("x-amz-id-2").orElse(null))
            .build();
  }

  /** Text of the first such element in the error document; null if there is none. */
  private @Nullable String element(String name) {
    try {
      XMLStreamReader document = XML.createXMLStreamReader(new ByteArrayInputStream(body));
      while (document.hasNext()) {
        if (document.next() == XMLStreamReader.START_ELEMENT
            && name.equals(document.getLocalName())) {
          return document.getElementText();
        }
      }
      return null;
    } catch (XMLStreamException e) {
      // A proxy between S3 and the job sends other documents; the status is enough.
      return null;
    }
  }
}
