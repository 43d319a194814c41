package dev.kcompact.job.store;

import static java.util.Objects.requireNonNull;

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
 * What S3 answered to a GET, whole.
 *
 * @param head status and headers
 * @param body not copied; the answer's alone
 */
record S3Answer(SdkHttpResponse head, byte[] body) {
  private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();
  private static final String NO_SUCH_KEY = "NoSuchKey";

  static {
    XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
  }

  S3Answer {
    requireNonNull(head, "head is null");
    requireNonNull(body, "body is null");
  }

  /** The entity tag as S3 sends it; null where it sends none. */
  @Nullable String etag() {
    return head.firstMatchingHeader("ETag").orElse(null);
  }

  /** Bytes that the headers promise; empty where they promise nothing. */
  Optional<Long> length() {
    return head.firstMatchingHeader("Content-Length").map(Long::valueOf);
  }

  boolean isSuccessful() {
    return head.isSuccessful();
  }

  /** The failure that this answer is, as the SDK's own client would throw it. */
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

  /** Text of the first such element of an error document; null where the body is none. */
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
      // What is between S3 and the job answers in words of its own; the status tells enough.
      return null;
    }
  }
}
