package dev.kcompact.contract.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.lineage.Coverage.Duplicated;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  private static SourceObject object(int number) {
    return new SourceObject(String.format("t/t+0+%010d.json", number), "e" + number, number + 1);
  }

  private static SourceObject rewritten(int number) {
    return new SourceObject(object(number).key(), "other", number + 1);
  }

  private static FileLineage file(String path, SourceObject... objects) {
    return new FileLineage(path, Lineage.of("t", DAY, 10, 0, List.of(objects)));
  }

  @Test
  void everyObjectInOneFileIsComplete() {
    Coverage coverage =
        Coverage.of(
            List.of(object(1), object(2), object(3)),
            List.of(file("a", object(1), object(3)), file("b", object(2))));
    assertThat(coverage.isComplete()).isTrue();
    assertThat(coverage.covered()).isEqualTo(3);
  }

  @Test
  void whatIsWrongIsNamed() {
    Coverage coverage =
        Coverage.of(
            List.of(object(1), object(2), rewritten(3), object(4)),
            List.of(file("a", object(1), object(3)), file("b", object(1), object(2), object(9))));
    assertThat(coverage.isComplete()).isFalse();
    assertThat(coverage.missing()).containsExactly(object(4));
    assertThat(coverage.duplicated())
        .containsExactly(new Duplicated(object(1).key(), List.of("a", "b")));
    assertThat(coverage.changed()).containsExactly(rewritten(3));
    assertThat(coverage.deleted()).containsExactly(object(9).key());
    assertThat(coverage.covered()).isEqualTo(1);
  }

  @Test
  void expiredRawObjectsLeaveTheDayComplete() {
    Coverage coverage = Coverage.of(List.of(object(2)), List.of(file("a", object(1), object(2))));
    assertThat(coverage.isComplete()).isTrue();
    assertThat(coverage.deleted()).containsExactly(object(1).key());
  }

  @Test
  void aDigestThatContradictsItsObjectsIsNoProof() {
    Lineage honest = Lineage.of("t", DAY, 1, 0, List.of(object(1)));
    Lineage forged =
        new Lineage(
            "t", DAY, 1, 0, 2, honest.entries(), honest.digest().replace('0', '1'), List.of());
    assertThat(forged.digest()).isNotEqualTo(honest.digest());
    Coverage coverage = Coverage.of(List.of(object(1)), List.of(new FileLineage("a", forged)));
    assertThat(coverage.unproven()).containsExactly("a");
    assertThat(coverage.isComplete()).isFalse();
  }

  /** Distributes objects over files at random, with some missing and some duplicated. */
  @Property(tries = 200)
  void theArithmeticAddsUp(@ForAll Random random) {
    List<SourceObject> raw = new ArrayList<>();
    List<List<SourceObject>> files = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      files.add(new ArrayList<>());
    }
    Set<String> missing = new TreeSet<>();
    Set<String> duplicated = new TreeSet<>();
    Set<String> changed = new TreeSet<>();
    for (int i = 0; i < 50; i++) {
      SourceObject object = object(i);
      int file = random.nextInt(files.size());
      switch (random.nextInt(6)) {
        case 0 -> missing.add(object.key());
        case 1 -> {
          files.get(file).add(object);
          files.get((file + 1) % files.size()).add(object);
          duplicated.add(object.key());
        }
        case 2 -> {
          files.get(file).add(rewritten(i));
          changed.add(object.key());
        }
        default -> files.get(file).add(object);
      }
      raw.add(object);
    }
    List<FileLineage> committed = new ArrayList<>();
    for (List<SourceObject> objects : files) {
      if (!objects.isEmpty()) {
        committed.add(file("f" + committed.size(), objects.toArray(SourceObject[]::new)));
      }
    }
    Coverage coverage = Coverage.of(raw, committed);
    assertThat(coverage.missing().stream().map(SourceObject::key))
        .containsExactlyElementsOf(missing);
    assertThat(coverage.duplicated().stream().map(Duplicated::key))
        .containsExactlyElementsOf(duplicated);
    assertThat(coverage.changed().stream().map(SourceObject::key))
        .containsExactlyElementsOf(changed);
    assertThat(coverage.covered())
        .isEqualTo(raw.size() - missing.size() - duplicated.size() - changed.size());
  }
}
