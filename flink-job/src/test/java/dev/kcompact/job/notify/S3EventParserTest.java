package dev.kcompact.job.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.notify.S3EventParser.Malformed;
import dev.kcompact.job.notify.S3EventParser.WellFormed;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3EventParserTest {
  private static final Instant TIME = Instant.parse("2026-11-20T10:15:30.123Z");
  private final S3EventParser parser =
      new S3EventParser(StorageLocation.parseDirectory("s3://raw/topics/"));

  /** An event of S3. */
  private static String event(String name, String bucket, String key) {
    return """
    {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"sa-east-1",
     "eventTime":"2026-11-20T10:15:30.123Z","eventName":"%s",
     "s3":{"s3SchemaVersion":"1.0","bucket":{"name":"%s","arn":"arn:aws:s3:::%s"},
      "object":{"key":"%s","size":1234,"eTag":"d41d8cd98f00b204e9800998ecf8427e",
       "sequencer":"0055AED6DCD90281E5"}}}"""
        .formatted(name, bucket, bucket, key);
  }

  private static String records(String... events) {
    return "{\"Records\":[" + String.join(",", events) + "]}";
  }

  private static String eventBridge(String detailType, String bucket, String key) {
    return """
    {"version":"0","id":"17793124","detail-type":"%s","source":"aws.s3","account":"1",
     "time":"2026-11-20T10:15:30Z","region":"sa-east-1","resources":["arn:aws:s3:::%s"],
     "detail":{"version":"0","bucket":{"name":"%s"},
      "object":{"key":"%s","size":5,"etag":"b1946ac92492d2347c6235b4d2611184","sequencer":"00"},
      "request-id":"N4N7GDK58NMKJ12R","requester":"1","reason":"PutObject"}}"""
        .formatted(detailType, bucket, bucket, key);
  }

  private static String sns(String message) throws Exception {
    return new ObjectMapper()
        .writeValueAsString(
            Map.of("Type", "Notification", "MessageId", "1", "Message", message, "Signature", "x"));
  }

  private WellFormed wellFormed(String body) {
    assertThat(parser.parse(body, "receipt")).isInstanceOf(WellFormed.class);
    return (WellFormed) parser.parse(body, "receipt");
  }

  @Test
  void aKeyIsDecodedAndMadeRelative() {
    WellFormed message =
        wellFormed(
            records(
                event("ObjectCreated:Put", "raw", "topics/a/x%2B0%2B0000000001.json"),
                event("s3:ObjectCreated:Copy", "raw", "topics/a+b/ma%C3%A7%C3%A3.json")));
    assertThat(message.ignored()).isZero();
    assertThat(message.objects())
        .containsExactly(
            new NotifiedObject(
                "a/x+0+0000000001.json", "d41d8cd98f00b204e9800998ecf8427e", 1234, TIME, "receipt"),
            new NotifiedObject(
                "a b/maçã.json", "d41d8cd98f00b204e9800998ecf8427e", 1234, TIME, "receipt"));
  }

  @Test
  void everyKindOfCreationIsAnObject() {
    for (String name : new String[] {"Put", "Post", "Copy", "CompleteMultipartUpload"}) {
      assertThat(wellFormed(records(event("ObjectCreated:" + name, "raw", "topics/k"))).objects())
          .as(name)
          .hasSize(1);
    }
  }

  @Test
  void anythingButANewObjectBelowTheRootIsIgnored() {
    WellFormed message =
        wellFormed(
            records(
                event("ObjectRemoved:Delete", "raw", "topics/a/deleted.json"),
                event("ObjectTagging:Put", "raw", "topics/a/x.json"),
                event("ObjectCreated:Put", "other", "topics/a/x.json"),
                event("ObjectCreated:Put", "raw", "elsewhere/x.json"),
                event("ObjectCreated:Put", "raw", "topics/a/"),
                event("ObjectCreated:Put", "raw", "topics/a/x.json")));
    assertThat(message.ignored()).isEqualTo(5);
    assertThat(message.objects()).extracting(NotifiedObject::key).containsExactly("a/x.json");
    assertThat(
            wellFormed(
                """
                {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-11-20T10:15:30.123Z",
                 "Bucket":"raw","RequestId":"1","HostId":"2"}"""))
        .isEqualTo(new WellFormed(java.util.List.of(), 1));
  }

  @Test
  void anSnsEnvelopeIsUnwrapped() throws Exception {
    String inside = records(event("ObjectCreated:Put", "raw", "topics/a%20b.json"));
    assertThat(wellFormed(sns(inside)).objects())
        .extracting(NotifiedObject::key)
        .containsExactly("a b.json");
    assertThat(wellFormed(sns(sns(inside))).objects()).hasSize(1);
    assertThat(parser.parse(sns(sns(sns(inside))), "r")).isInstanceOf(Malformed.class);
  }

  @Test
  void eventBridgeDoesNotEncodeKeys() {
    WellFormed message = wellFormed(eventBridge("Object Created", "raw", "topics/a+b %20.json"));
    assertThat(message.objects())
        .containsExactly(
            new NotifiedObject(
                "a+b %20.json",
                "b1946ac92492d2347c6235b4d2611184",
                5,
                Instant.parse("2026-11-20T10:15:30Z"),
                "receipt"));
    assertThat(wellFormed(eventBridge("Object Deleted", "raw", "topics/x")).ignored()).isEqualTo(1);
    assertThat(wellFormed(eventBridge("Object Created", "other", "topics/x")).ignored())
        .isEqualTo(1);
  }

  @Test
  void aMissingEntityTagIsEmpty() {
    String body = records(event("ObjectCreated:Put", "raw", "topics/k")).replace("eTag", "none");
    assertThat(wellFormed(body).objects()).extracting(NotifiedObject::etag).containsExactly("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "7",
        "[]",
        "{}",
        "{\"Message\":\"no JSON\"}",
        "{\"Message\":7}",
        "{\"Records\":[{}]}",
        "{\"Records\":[7]}",
        "{\"Records\":7}",
        "{\"detail-type\":\"Object Created\",\"detail\":{}}"
      })
  void unknownMessagesAreMalformed(String body) {
    assertThat(parser.parse(body, "r")).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"size\":1234|\"size\":\"1234\"",
        "\"size\":1234|\"size\":-1",
        "\"size\":1234|\"size\":1.5",
        "\"size\":1234,|",
        "topics/k|topics/%zz",
        "2026-11-20T|2026-13-20T",
        "\"key\":\"topics/k\"|\"key\":7",
        "\"name\":\"raw\"|\"name\":\"\"",
        "\"eventName\":\"ObjectCreated:Put\",|"
      })
  void oneMalformedEventMakesTheMessageMalformed(String change) {
    String good = event("ObjectCreated:Put", "raw", "topics/k");
    String[] parts = change.split("\\|", 2);
    String odd = good.replace(parts[0], parts[1]);
    assertThat(odd).isNotEqualTo(good);
    assertThat(parser.parse(records(good, odd), "r"))
        .isInstanceOfSatisfying(
            Malformed.class, message -> assertThat(message.reason()).doesNotContain("topics"));
  }
}
