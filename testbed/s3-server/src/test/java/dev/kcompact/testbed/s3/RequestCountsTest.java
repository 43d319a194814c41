package dev.kcompact.testbed.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestCountsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aws-sdk-java/2.41.28 md/io#sync ua/2.1 app/kcompact-job | kcompact-job",
        "aws-sdk-java/2.41.28 md/io#sync ua/2.1 | aws-sdk-java",
        "kcompact-sink, Hadoop 3.3.4, aws-sdk-java/1.12 | kcompact-sink",
        "Boto3/1.43.11 | Boto3",
        "a\"b/1 | a_b",
        "'' | unknown"
      })
  void nameTheClient(String userAgent, String expected) {
    assertThat(RequestCounts.client(userAgent)).isEqualTo(expected);
  }

  @Test
  void areJsonByClientAndKind() {
    RequestCounts counts = new RequestCounts();
    counts.add("b/1", "/raw/x", RequestKind.GET);
    counts.add("a/1", "/lake/x", RequestKind.UPLOAD_PART);
    counts.add("b/2", "/lake", RequestKind.GET);

    assertThat(counts.toJson(null)).isEqualTo("{\"a\": {\"upload-part\": 1}, \"b\": {\"get\": 2}}");
    assertThat(counts.toJson("raw")).isEqualTo("{\"a\": {}, \"b\": {\"get\": 1}}");

    counts.reset();

    assertThat(counts.toJson(null)).isEqualTo("{}");
  }

  @Test
  void holdNoMoreClientsThanTheirLimit() {
    RequestCounts counts = new RequestCounts();
    for (int i = 0; i < 100; i++) {
      counts.add("client" + i, "/bucket" + i + "/x", RequestKind.GET);
    }

    assertThat(counts.toJson(null))
        .contains("\"client63\": ")
        .contains("\"others\": {\"get\": 36}");
    assertThat(counts.toJson("others")).contains("\"others\": {\"get\": 36}");
  }
}
