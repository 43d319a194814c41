package dev.kcompact.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.lineage.Coverage;
import dev.kcompact.contract.lineage.Coverage.Duplicated;
import dev.kcompact.contract.lineage.FileLineage;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.SourceObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The comparison on disk finds what the one in memory finds. */
class TableComparisonTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  private final Map<String, SourceObject> raw = new TreeMap<>();
  private final List<FileLineage> files = new ArrayList<>();
  private long cleaned;

  private static SourceObject object(Random random, int number) {
    // Beyond U+FFFF, the order of UTF-8 is not Java's.
    String name = List.of("a", "b/", "\ud83d\ude00", "\uffee", "z'").get(number % 5);
    return new SourceObject(name + number, "e" + random.nextInt(3), random.nextInt(4));
  }

  /** Objects of files and listings that overlap, by chance. */
  private void make(Random random, TableComparison comparison) {
    for (int file = 0; file < 8; file++) {
      Map<String, SourceObject> content = new TreeMap<>();
      for (int i = 0; i < 1 + random.nextInt(12); i++) {
        SourceObject each = object(random, random.nextInt(120));
        content.putIfAbsent(each.key(), each);
      }
      Lineage lineage = Lineage.of("orders", DAY, 1, 0, content.values());
      if (random.nextInt(4) == 0) {
        lineage = withOtherDigest(lineage);
      }
      files.add(new FileLineage("compacted/" + random.nextInt(100) + "-" + file, lineage));
      content.values().forEach(each -> list(random, each, comparison));
    }
    for (int i = 0; i < 6; i++) {
      list(random, object(random, 200 + i), comparison);
    }
    files.forEach(comparison::addFile);
  }

  private static Lineage withOtherDigest(Lineage of) {
    return new Lineage(
        of.table(), of.day(), 1, 0, of.rawBytes(), of.entries(), "0".repeat(64), List.of());
  }

  private void list(Random random, SourceObject object, TableComparison comparison) {
    if (raw.containsKey(object.key()) || random.nextInt(8) == 0) {
      return;
    }
    SourceObject now =
        random.nextInt(6) == 0 ? new SourceObject(object.key(), "new", object.size()) : object;
    raw.put(now.key(), now);
    if (random.nextInt(5) == 0) {
      cleaned++;
      comparison.addCleaned(now);
      comparison.addCleaned(now);
    } else {
      comparison.addObject(now, true);
      if (random.nextInt(5) == 0) {
        comparison.addCleaned(new SourceObject(now.key(), "before", 1));
      }
    }
  }

  private static List<String> all(Consumer<Consumer<String>> found) {
    List<String> names = new ArrayList<>();
    found.accept(names::add);
    return names;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void findsWhatCoverageFinds(long seed) {
    try (TableComparison comparison = TableComparison.open()) {
      make(new Random(seed), comparison);
      comparison.addObject(new SourceObject("unowned and in no file", "e", 1), false);
      comparison.compare();

      Coverage expected = Coverage.of(raw.values(), files);
      assertThat(comparison.objects()).isEqualTo(raw.size());
      assertThat(comparison.cleaned()).isEqualTo(cleaned);
      assertThat(comparison.files()).isEqualTo(files.size());
      assertThat(comparison.covered()).isEqualTo(expected.covered());
      assertThat(all(comparison::missing))
          .containsExactlyInAnyOrderElementsOf(
              expected.missing().stream().map(SourceObject::key).toList());
      assertThat(all(comparison::changed))
          .containsExactlyInAnyOrderElementsOf(
              expected.changed().stream().map(SourceObject::key).toList());
      assertThat(all(comparison::deleted)).containsExactlyInAnyOrderElementsOf(expected.deleted());
      assertThat(all(comparison::unproven)).isEqualTo(expected.unproven());
      List<Duplicated> duplicated = new ArrayList<>();
      comparison.duplicated((key, paths) -> duplicated.add(new Duplicated(key, paths)));
      assertThat(duplicated).containsExactlyInAnyOrderElementsOf(expected.duplicated());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anObjectThatTheDefinitionLeavesOutCountsIfAFileHasIt(boolean isCompacted) {
    SourceObject object = new SourceObject("k", "e", 1);
    try (TableComparison comparison = TableComparison.open()) {
      comparison.addObject(object, false);
      if (isCompacted) {
        comparison.addFile(new FileLineage("f", Lineage.of("orders", DAY, 1, 0, List.of(object))));
      }
      comparison.compare();
      assertThat(comparison.objects()).isEqualTo(isCompacted ? 1 : 0);
      assertThat(comparison.covered()).isEqualTo(isCompacted ? 1 : 0);
    }
  }
}
