package dev.kcompact.testbed.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.testbed.check.CheckResult;
import dev.kcompact.testbed.check.Difference;
import dev.kcompact.testbed.lambda.InvocationReport;
import dev.kcompact.testbed.report.Compacted.RawObjects;
import dev.kcompact.testbed.report.CoverageSummary.NameSample;
import dev.kcompact.testbed.report.RequestCount.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RunReportTest {
  @Test
  void holdsWhenEveryCheckPassedAndEveryObjectIsCovered() {
    assertThat(ReportFixture.referenceDay().holds()).isTrue();
    assertThat(ReportFixture.brokenDay().holds()).isFalse();
  }

  @Test
  void anUncoveredObjectIsEnoughNotToHold() {
    CoverageSummary missing =
        new CoverageSummary(
            1, NameSample.of(List.of("a")), NameSample.NONE, NameSample.NONE, NameSample.NONE);

    assertThat(missing.isComplete()).isFalse();
  }

  @Test
  void readsTheServersCounts() {
    String json = "{\"job\": {\"get\": 7, \"upload-part\": 2}, \"cli\": {\"new-kind\": 1}}";

    List<RequestCount> counts =
        RequestCount.parse(
            "compact", json, client -> client.equals("job") ? Role.JOB : Role.HARNESS);

    assertThat(counts)
        .containsExactly(
            new RequestCount("compact", "job", Role.JOB, RequestKind.GET, 7),
            new RequestCount("compact", "job", Role.JOB, RequestKind.UPLOAD_PART, 2),
            new RequestCount("compact", "cli", Role.HARNESS, RequestKind.OTHER, 1));
  }

  @Test
  void refusesWhatAreNoCounts() {
    for (String json : List.of("[]", "", "{")) {
      assertThatThrownBy(() -> RequestCount.parse("compact", json, client -> Role.JOB))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("json has no request counts: " + json);
    }
  }

  @Test
  void everyKindIsReadBackFromItsLabel() {
    for (RequestKind kind : RequestKind.values()) {
      assertThat(RequestKind.ofLabel(kind.label())).isEqualTo(kind);
    }
  }

  @Test
  void sumsInvocationsUpByFunction() {
    List<FunctionUse> uses =
        FunctionUse.of(
            List.of(
                new InvocationReport("b", "1", 100, 900, 512, 120, false),
                new InvocationReport("a", "2", 40, 0, 1024, 0, false),
                new InvocationReport("b", "3", 250, 0, 512, 180, true)));

    assertThat(uses)
        .containsExactly(
            new FunctionUse("a", 1, 0, ofMillis(40), ofMillis(40), Duration.ZERO, 1024, 0),
            new FunctionUse("b", 2, 1, ofMillis(350), ofMillis(250), ofMillis(900), 512, 180));
  }

  @Test
  void reportsWhatAChecksResultSays() {
    assertThat(Evidence.of(new CheckResult.Holds("dead letters", 1_976, "3 came twice")))
        .isEqualTo(new Evidence("dead letters", true, "1,976 compared, 3 came twice"));
    assertThat(
            Evidence.of(
                new CheckResult.Differs(
                    "compacted orders",
                    10,
                    1_200,
                    List.of(new Difference(Difference.Kind.MISSING, "a.json line 3", "")))))
        .isEqualTo(
            new Evidence(
                "compacted orders", false, "10 compared, 1,200 differ: MISSING a.json line 3"));
  }

  @Test
  void aSampleOfNamesKeepsTheFirst() {
    List<String> names = IntStream.range(0, 30).mapToObj(i -> "n" + i).toList();

    NameSample sample = NameSample.of(names);

    assertThat(sample.count()).isEqualTo(30);
    assertThat(sample.first()).isEqualTo(names.subList(0, 20));
    assertThatThrownBy(() -> new NameSample(1, List.of("a", "b")))
        .hasMessage("count is less than the 2 names: 1");
  }

  @Test
  void saysWhichValueIsWrong() {
    assertThatThrownBy(() -> new RunReport.Phase(" ", Duration.ZERO))
        .hasMessage("name is blank: \" \"");
    assertThatThrownBy(() -> new RunReport.Phase("a", ofMillis(-1)))
        .hasMessage("took is negative: PT-0.001S");
    assertThatThrownBy(() -> new RawObjects(2, 10, SizeHistogram.EMPTY))
        .hasMessage("number of sizes is not 2: 0");
    assertThatThrownBy(() -> new RunReport.Polling(Duration.ZERO, 1, "a"))
        .hasMessage("interval is zero: PT0S");
    RawObjects none = RawObjects.of(List.of());
    CoverageSummary complete =
        new CoverageSummary(0, NameSample.NONE, NameSample.NONE, NameSample.NONE, NameSample.NONE);
    assertThatThrownBy(() -> new Compacted(none, List.of(), 1, 2, Map.of(), Map.of(), complete))
        .hasMessage("corrupt is more than rows 1: 2");
    assertThatThrownBy(
            () -> new Compacted(none, List.of(), 2, 1, Map.of("a", -1L), Map.of(), complete))
        .hasMessage("rejects.a is negative: -1");
  }

  private static Duration ofMillis(long millis) {
    return Duration.ofMillis(millis);
  }
}
