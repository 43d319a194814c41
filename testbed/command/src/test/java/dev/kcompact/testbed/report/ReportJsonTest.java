package dev.kcompact.testbed.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportJsonTest {
  @Test
  void staysAsItIsDocumented() throws IOException {
    assertThat(ReportJson.of(ReportFixture.smallDay())).isEqualTo(golden());
  }

  @Test
  void isWrittenWhateverTheNamesHold(@TempDir Path folder) throws IOException {
    ReportFiles files = ReportFiles.write(ReportFixture.brokenDay(), folder.resolve("new/report"));

    JsonNode json = new ObjectMapper().readTree(files.json().toFile());

    assertThat(json.path("holds").booleanValue()).isFalse();
    assertThat(json.at("/tables/0/name").textValue()).startsWith("</td><script>alert(\"x\")");
    assertThat(json.at("/cost/pollingDay").isNull()).isTrue();
  }

  private static String golden() throws IOException {
    try (InputStream in = ReportJsonTest.class.getResourceAsStream("report.golden.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }
}
