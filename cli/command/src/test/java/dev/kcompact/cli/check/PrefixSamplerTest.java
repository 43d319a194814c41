package dev.kcompact.cli.check;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.store.ObjectStore.Listed;
import dev.kcompact.contract.naming.ObjectNaming;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The sample of a large bucket is spread, and costs few requests. */
class PrefixSamplerTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

  private final KeyStore store = new KeyStore();
  private final List<Listed> found = new ArrayList<>();

  private boolean list(int lists) {
    return new PrefixSampler(
            store, key -> ObjectNaming.CONFLUENT.match(key, 0).flatMap(m -> m.order()), found::add)
        .list("topics/t/", lists);
  }

  private List<String> sample() {
    return new ObjectListing(found, false)
        .spread(200).stream().map(listed -> listed.object().key()).toList();
  }

  @Test
  void everyKeyOfASmallPrefixIsListedOnce() {
    for (int i = 0; i < 900; i++) {
      store.add("topics/t/dt=2026-11-%02d/t+0+%010d.json".formatted(1 + i % 30, i));
    }
    store.add("topics/u/u+0+0.json");

    assertThat(list(100)).isTrue();
    assertThat(found).hasSize(900);
    assertThat(store.requests().lists()).isEqualTo(1);
  }

  @Test
  void aFewThousandAreListedCompletely() {
    for (int i = 0; i < 9000; i++) {
      store.add("topics/t/dt=2026-11-%02d/t+0+%010d.json".formatted(1 + i % 30, i));
    }

    assertThat(list(100)).isTrue();
    assertThat(found).hasSize(9000).doesNotHaveDuplicates();
    assertThat(store.requests().lists()).isLessThanOrEqualTo(100);
  }

  /** A year of hours, each with 3 partitions. */
  @Test
  void hoursAreSpreadOverTheYear() {
    for (int hour = 0; hour < 365 * 24; hour++) {
      LocalDate day = FIRST.plusDays(hour / 24);
      for (int partition = 0; partition < 3; partition++) {
        for (int i = 0; i < 10; i++) {
          store.add(
              "topics/t/year=%d/month=%02d/day=%02d/hour=%02d/t+%d+%010d.json"
                  .formatted(
                      day.getYear(),
                      day.getMonthValue(),
                      day.getDayOfMonth(),
                      hour % 24,
                      partition,
                      hour * 10L + i));
        }
      }
    }

    assertThat(list(100)).isFalse();
    assertThat(store.requests().lists()).isLessThanOrEqualTo(101);
    assertThat(found).doesNotHaveDuplicates();
    Set<String> months = sample().stream().map(key -> key.substring(19, 27)).collect(toSet());
    assertThat(months).hasSize(12);
    assertThat(partitions()).isEqualTo(Set.of("0", "1", "2"));
  }

  /** One directory of 200,000 names in 8 partitions. */
  @Test
  void aFlatDirectoryIsSpreadOverItsPartitions() {
    for (int partition = 0; partition < 8; partition++) {
      for (int i = 0; i < 25_000; i++) {
        store.add("topics/t/t+%d+%010d.json".formatted(partition, 100L * i));
      }
    }

    assertThat(list(100)).isFalse();
    assertThat(store.requests().lists()).isLessThanOrEqualTo(101);
    assertThat(partitions()).hasSize(8);
    Set<Long> quarters = new HashSet<>();
    sample().forEach(key -> quarters.add(4 * Long.parseLong(key.substring(13, 23)) / 2_500_000));
    assertThat(quarters).hasSize(4);
  }

  private Set<String> partitions() {
    return sample().stream()
        .map(key -> key.substring(key.indexOf('+') + 1, key.lastIndexOf('+')))
        .collect(toSet());
  }
}
