package dev.kcompact.testbed.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.testbed.sample.TableDay.SampleObject;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SampleDayTest {
  private static final LocalDate DATE = LocalDate.of(2026, 11, 22);

  @Test
  void sameSpecificationGivesSameBytes() {
    SampleDay one = SampleDay.of(SampleSpec.of(7, DATE, 60, 5));
    SampleDay two = SampleDay.of(SampleSpec.of(7, DATE, 60, 5));
    for (TableDay table : one.tables()) {
      for (int i = 0; i < table.objects(); i++) {
        assertThat(SampleWriter.content(two.table(table.table()), i))
            .isEqualTo(SampleWriter.content(table, i));
        assertThat(two.table(table.table()).object(i)).isEqualTo(table.object(i));
      }
    }
  }

  @Test
  void anotherSeedGivesOtherBytes() {
    TableDay one = SampleDay.of(SampleSpec.of(7, DATE, 60, 5)).table("orders");
    TableDay two = SampleDay.of(SampleSpec.of(8, DATE, 60, 5)).table("orders");
    assertThat(SampleWriter.content(one, 0)).isNotEqualTo(SampleWriter.content(two, 0));
  }

  @Test
  void offsetsOfAPartitionFollowEachOtherWithoutGaps() {
    for (TableDay table : SampleDay.of(SampleSpec.of(3, DATE, 300, 9)).tables()) {
      Map<Integer, Long> next = new HashMap<>();
      for (int i = 0; i < table.objects(); i++) {
        SampleObject object = table.object(i);
        Long expected = next.put(object.partition(), object.offset() + object.records());
        if (expected != null) {
          assertThat(object.offset()).isEqualTo(expected);
        }
      }
      assertThat(next).hasSize(table.partitions());
    }
  }

  @Test
  void everyObjectIsFoundByPartitionAndOffset() {
    for (TableDay table : SampleDay.of(SampleSpec.of(3, DATE, 300, 9)).tables()) {
      for (int i = 0; i < table.objects(); i++) {
        SampleObject object = table.object(i);
        assertThat(table.find(object.partition(), object.offset())).hasValue(i);
        assertThat(table.find(object.partition(), object.offset() + 1)).isEmpty();
        assertThat(table.objectOf(object.firstRecord())).isEqualTo(i);
        assertThat(table.objectOf(object.firstRecord() + object.records() - 1)).isEqualTo(i);
      }
      assertThat(table.find(table.partitions(), 0)).isEmpty();
      assertThat(table.find(-1, 0)).isEmpty();
    }
  }

  @Test
  void resentRecordsCarryTheKeyOfAnEarlierOneAndSomeTieOnTime() {
    TableDay orders = SampleDay.of(SampleSpec.of(5, DATE, 400, 10)).table("orders");
    int resent = 0;
    int tied = 0;
    int older = 0;
    for (long record = 0; record < orders.records(); record++) {
      long identity = orders.identity(record);
      assertThat(identity).isBetween(0L, record);
      if (identity != record) {
        resent++;
        Recency mine = orders.recency(orders.objectOf(record), record);
        Recency first = orders.recency(orders.objectOf(identity), identity);
        int time = mine.updatedAt().compareTo(first.updatedAt());
        tied += time == 0 ? 1 : 0;
        older += time < 0 ? 1 : 0;
      }
    }
    assertThat(resent).isBetween((int) (orders.records() / 100), (int) (orders.records() / 30));
    assertThat(tied).isPositive();
    assertThat(older).isLessThan(resent / 10);
  }

  @Test
  void sharesAreKept() {
    SampleDay day = SampleDay.of(SampleSpec.of(5, DATE, 2000, 20).withShares(10, 5, 20, 4));
    Set<Fate.BrokenKind> kinds = new HashSet<>();
    long corrupt = 0;
    long invalid = 0;
    for (TableDay table : day.tables()) {
      for (long record = 0; record < table.records(); record++) {
        Fate fate = table.fate(record);
        if (fate instanceof Fate.Corrupt broken) {
          corrupt++;
          kinds.add(broken.kind());
        } else if (fate instanceof Fate.Invalid) {
          invalid++;
        }
      }
    }
    assertThat(corrupt * 1000.0 / day.records()).isBetween(9.0, 11.0);
    assertThat(invalid * 1000.0 / day.records()).isBetween(4.5, 5.5);
    assertThat(kinds).containsExactlyInAnyOrder(Fate.BrokenKind.values());
  }

  @Test
  void recordsHaveAboutTheSizeThatWasAskedFor() {
    SampleDay day = SampleDay.of(SampleSpec.of(5, DATE, 200, 10).withRecordBytes(3000));
    for (TableDay table : day.tables()) {
      long bytes = 0;
      for (int i = 0; i < table.objects(); i++) {
        SampleObject object = table.object(i);
        for (int line = 0; line < object.records(); line++) {
          bytes += table.record(i, object.firstRecord() + line).json().length;
        }
      }
      assertThat(bytes / table.records()).as(table.table()).isBetween(2400L, 3600L);
    }
  }

  @Test
  void eachTableHasAnObjectHoweverFewThereAre() {
    for (TableDay table : SampleDay.of(SampleSpec.of(1, DATE, 4, 1)).tables()) {
      assertThat(table.objects()).isEqualTo(1);
      assertThat(table.records()).isEqualTo(1);
    }
  }

  @Test
  void refusesWhatMakesNoDay() {
    assertThatThrownBy(() -> SampleSpec.of(1, DATE, 3, 1)).hasMessage("objects is less than 4: 3");
    assertThatThrownBy(() -> SampleSpec.of(1, DATE, 4, 0))
        .hasMessage("recordsPerObject is less than 1: 0");
    assertThatThrownBy(() -> SampleSpec.of(1, DATE, 4, 1).withShares(600, 500, 0, 0))
        .hasMessage("brokenPerMille + invalidPerMille is not within 0..1000: 1100");
  }
}
