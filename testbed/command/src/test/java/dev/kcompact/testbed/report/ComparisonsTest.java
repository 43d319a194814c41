package dev.kcompact.testbed.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.testbed.report.Comparisons.Listings;
import dev.kcompact.testbed.report.Comparisons.NaiveLambda;
import dev.kcompact.testbed.report.RequestCount.Role;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares with values that were computed by hand from the price list. */
final class ComparisonsTest {
  @ParameterizedTest
  @CsvSource({
    "GET, 70000, 0.028",
    "HEAD, 1000, 0.0004",
    "LIST, 604800, 3.024",
    "PUT, 70000, 0.35",
    "COPY, 200, 0.001",
    "CREATE_MULTIPART, 1, 0.000005",
    "UPLOAD_PART, 18, 0.00009",
    "COMPLETE_MULTIPART, 1, 0.000005",
    "OTHER, 2, 0.00001",
    "DELETE, 1000, 0",
    "DELETE_MANY, 1000, 0",
    "ABORT_MULTIPART, 1000, 0",
  })
  void requestsCostWhatTheListSays(RequestKind kind, long count, BigDecimal dollars) {
    assertThat(Prices.DEFAULT.ofRequests(kind, count)).isEqualByComparingTo(dollars);
  }

  @Test
  void requestsOfManyKindsAddUp() {
    List<RequestCount> requests =
        List.of(
            new RequestCount("compact", "a", Role.JOB, RequestKind.GET, 5_000),
            new RequestCount("compact", "a", Role.JOB, RequestKind.LIST, 100));

    assertThat(Prices.DEFAULT.ofRequests(requests)).isEqualByComparingTo("0.0025");
  }

  @Test
  void lambdaCostsItsTimeWithItsMemoryAndItsInvocations() {
    // 2,000 MiB-seconds are 1.953125 GB-seconds.
    assertThat(Prices.gbSeconds(Duration.ofSeconds(1), 2_000)).isEqualByComparingTo("1.953125");
    assertThat(Prices.DEFAULT.ofInvocations(1_000_000, Duration.ofSeconds(10), 1024))
        .isEqualByComparingTo("0.200166667");
  }

  @Test
  void oneLambdaDoesNotGetThroughTheReferenceDay() {
    NaiveLambda naive = NaiveLambda.of(70_000);

    assertThat(naive.time()).isEqualTo(Duration.ofSeconds(1_400));
    assertThat(naive.hitsLimit()).isTrue();
    assertThat(naive.lists()).isEqualTo(70);
    assertThat(naive.requestCost()).isEqualByComparingTo("0.02835");
    assertThat(naive.computeCost()).isEqualByComparingTo("0.02333358");
    assertThat(naive.cost()).isEqualByComparingTo("0.05168358");
  }

  @Test
  void lambdasLimitIsAtFortyFiveThousandObjects() {
    assertThat(NaiveLambda.mostObjects()).isEqualTo(45_000);
    assertThat(NaiveLambda.of(45_000).hitsLimit()).isFalse();
    assertThat(NaiveLambda.of(45_001).hitsLimit()).isTrue();
  }

  @Test
  void listingOneFlatPrefixIsTheBill() {
    Listings naive = Listings.ofDay(Duration.ofSeconds(10), Comparisons.pages(70_000));

    assertThat(naive.polls()).isEqualTo(8_640);
    assertThat(naive.requests()).isEqualTo(604_800);
    assertThat(naive.cost()).isEqualByComparingTo("3.024");
  }

  @Test
  void aPageHoldsAThousandKeys() {
    assertThat(Comparisons.pages(0)).isEqualTo(1);
    assertThat(Comparisons.pages(1_000)).isEqualTo(1);
    assertThat(Comparisons.pages(1_001)).isEqualTo(2);
  }

  @Test
  void aRunIsPricedByWhoMadeTheRequests() {
    Comparisons costs = Comparisons.of(ReportFixture.referenceDay());

    // 70,023 GET and 24 HEAD; 168 and 31 LIST; 5, 18 and 5 requests of uploads.
    assertThat(costs.jobCost()).isEqualByComparingTo("0.0291538");
    // 214 GET and 11 HEAD; 112 LIST and 37 PUT.
    assertThat(costs.functionsCost()).isEqualByComparingTo("0.000835");
    assertThat(costs.polling()).isNotNull();
    assertThat(costs.polling().cost()).isEqualByComparingTo("0.8208");
  }

  @Test
  void whatDoesNotPollHasNoDayOfPolling() {
    assertThat(Comparisons.of(ReportFixture.brokenDay()).polling()).isNull();
  }
}
