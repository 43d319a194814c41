package dev.kcompact.testbed.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.testbed.permissions.Permissions.Unasked;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermissionsTest {
  private static final Need READ = need("s3:GetObject", "arn:aws:s3:::lake/compacted/a/b.parquet");
  private static final Grant READS = grant("s3:GetObject", "arn:aws:s3:::lake/compacted/*");
  private static final Grant LOGS = grant("logs:PutLogEvents", "arn:aws:logs:x:*");

  @Test
  void holdsBothWays() {
    List<Unasked> excused = List.of(new Unasked("all-functions", "logs:PutLogEvents", ""));

    assertThatCode(() -> Permissions.assertExact(List.of(READ), List.of(READS, LOGS), excused))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> Permissions.assertExact(List.of(READ), List.of(LOGS), excused))
        .hasMessageContaining("refuse");
    assertThatThrownBy(
            () -> Permissions.assertExact(List.of(READ), List.of(READS, LOGS), List.of()))
        .hasMessageContaining("nothing asked for");
    assertThatThrownBy(() -> Permissions.assertExact(List.of(READ), List.of(READS), excused))
        .hasMessageContaining("excuses");
  }

  @Test
  void aPatternIsNoMoreThanItSays() {
    assertThat(READS.allows(READ)).isTrue();
    assertThat(READS.allows(need("s3:GetObject", "arn:aws:s3:::lake/processed/a"))).isFalse();
    assertThat(READS.allows(need("s3:PutObject", READ.resource()))).isFalse();
    assertThat(
            grant("s3:GetObject", "arn:aws:s3:::lake.x")
                .allows(need("s3:GetObject", "arn:aws:s3:::lakeyx")))
        .isFalse();
    assertThat(new Grant("kcompact-plan", READS.action(), READS.resource()).allows(READ)).isFalse();
  }

  @Test
  void knowsWhatAnAnswerAndAConditionNeed() {
    assertThat(Call.parse("f\tS3\tGetObject\t404\tfalse\tlake/_kcompact/x").needs())
        .containsExactly(
            need("s3:GetObject", "arn:aws:s3:::lake/_kcompact/x"),
            need("s3:ListBucket", "arn:aws:s3:::lake"));
    assertThat(Call.parse("f\tS3\tDeleteObjects\t200\ttrue\tkconnect/a").needs())
        .containsExactly(
            need("s3:DeleteObject", "arn:aws:s3:::kconnect/a"),
            need("s3:GetObject", "arn:aws:s3:::kconnect/a"));
    assertThat(Call.parse("f\tGlue\tGetTable\t400\tfalse\tlake_x/orders").needs())
        .extracting(Need::resource)
        .containsExactly(
            "arn:aws:glue:us-east-1:123456789012:catalog",
            "arn:aws:glue:us-east-1:123456789012:database/lake_x",
            "arn:aws:glue:us-east-1:123456789012:table/lake_x/orders");
  }

  @Test
  void readsTheExcusesOfTheDocument() throws Exception {
    Path document = Path.of(System.getProperty("basedir", "."), "../../docs/deploy.md");

    assertThat(Permissions.unasked(document))
        .contains(
            new Unasked("JobRole", "s3:GetObjectVersion", ".jar"),
            new Unasked("all-functions", "logs:PutLogEvents", ""))
        .hasSizeGreaterThan(25);
  }

  private static Need need(String action, String resource) {
    return new Need("f", action, resource);
  }

  private static Grant grant(String action, String resource) {
    return new Grant("f", action, resource);
  }
}
