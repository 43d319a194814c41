package dev.kcompact.job.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationOptionsTest {
  @ParameterizedTest
  @CsvSource({
    "https://sqs.sa-east-1.amazonaws.com/123456789012/raw, sa-east-1",
    "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/raw, cn-north-1",
    "https://eu-west-1.queue.amazonaws.com/123456789012/raw, eu-west-1",
    "https://sqs.us-east-1.vpce.amazonaws.com/123456789012/raw, us-east-1",
    "http://127.0.0.1:5000/123456789012/raw,",
  })
  void theRegionIsTakenFromTheHost(String url, String region) {
    assertThat(NotificationOptions.parse(url).region().orElse(null)).isEqualTo(region);
  }

  @Test
  void theHostIsTheEndpoint() {
    assertThat(NotificationOptions.parse("http://127.0.0.1:5000/1/raw").endpoint())
        .hasToString("http://127.0.0.1:5000/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw", "arn:aws:sqs:us-east-1:1:raw", "https://sqs.x.amazonaws.com/raw"})
  void anythingButAQueueUrlIsRefused(String text) {
    assertThatThrownBy(() -> NotificationOptions.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a queue's URL such as https://sqs.");
  }
}
