package dev.kcompact.contract.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.naming.KeyGlob;
import dev.kcompact.contract.naming.ObjectFilter;
import dev.kcompact.contract.naming.ObjectFilter.Names;
import dev.kcompact.contract.naming.ObjectKind;
import dev.kcompact.contract.naming.ObjectNaming;
import dev.kcompact.contract.table.ObjectOwners.Owner;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ObjectOwnersTest {
  private static final DayRule DAY = new DayRule.FromLastModified(ZoneOffset.UTC);
  private static final ObjectFilter REQUIRED =
      new ObjectFilter(List.of(), List.of(KeyGlob.of("**.tmp")), Names.REQUIRED);
  private static final List<String> TOPICS = List.of("a", "b", "a-b", "a+0", "n", "k", "lenses");
  private static final List<BaseTable> TABLES = tables();
  private static final ObjectOwners OWNERS = new ObjectOwners(TABLES);

  private static List<BaseTable> tables() {
    List<BaseTable> tables = new ArrayList<>();
    for (String topic : TOPICS) {
      tables.add(TestTables.below("c/", topic, ObjectNaming.CONFLUENT, REQUIRED, DAY));
    }
    tables.add(TestTables.below("c/a/", "inner", ObjectNaming.AIVEN, REQUIRED, DAY));
    tables.add(TestTables.below("d/e/", "alone", ObjectNaming.MSK, ObjectFilter.DEFAULT, DAY));
    tables.add(TestTables.below("d/f/", "other", ObjectNaming.LENSES, ObjectFilter.DEFAULT, DAY));
    return tables;
  }

  @Property(tries = 2_000)
  void theIndexAgreesWithAskingEachTable(@ForAll("keys") String key) {
    Optional<BaseTable> owner = TABLES.stream().filter(table -> table.owns(key)).findFirst();
    boolean isLeftOut = TABLES.stream().anyMatch(table -> table.kindOf(key).isExcluded());
    Optional<Owner> found = OWNERS.find(key);

    assertThat(found.filter(it -> it.kind() == ObjectKind.ROWS).map(Owner::table))
        .as(key)
        .isEqualTo(owner);
    if (owner.isEmpty()) {
      assertThat(found.filter(it -> it.kind().isExcluded()).isPresent())
          .as(key)
          .isEqualTo(isLeftOut);
    }
    found.ifPresent(it -> assertThat(it.table().kindOf(key)).as(key).isEqualTo(it.kind()));
  }

  @Provide
  Arbitrary<String> keys() {
    Arbitrary<String> folder =
        Arbitraries.of(
            "c/",
            "c/a/",
            "c/a/x/",
            "c/tombstone/",
            "c/a/tombstone/",
            "tombstone/",
            "",
            "tombstone/a/",
            "d/e/",
            "d/f/",
            "d/tombstone/",
            "d/",
            "d/f/other/3/",
            "c/b/tombstone/");
    Arbitrary<String> topic =
        Arbitraries.of("a", "b", "a-b", "a+0", "inner", "alone", "other", "zz");
    Arbitrary<String> rest =
        Arbitraries.of(
            "+0+0000000001.json",
            "+0+0000000001.keys.json",
            "+1+5.headers.avro",
            "-0-17",
            "-0-17.gz",
            "+0+000000000000000001-000000-ab",
            ".tmp",
            "",
            "+0+1.json.tmp",
            "/");
    return Combinators.combine(folder, topic, rest).as((f, t, r) -> f + t + r);
  }

  @Test
  void fewTablesAreAskedForAKey() {
    List<BaseTable> many = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      many.add(TestTables.below("topics/t" + i + "/", "t" + i, DAY));
      many.add(TestTables.below("shared/", "s" + i, ObjectNaming.CONFLUENT, REQUIRED, DAY));
    }
    ObjectOwners owners = new ObjectOwners(many);
    for (String key :
        List.of(
            "topics/t77/t77+0+0000000001.json",
            "topics/tombstone/t77+0+0000000001.json",
            "topics/tombstone/t77/x",
            "shared/s77+0+0000000001.json",
            "shared/s77+0+0000000001.keys.json",
            "elsewhere/x")) {
      assertThat(owners.tablesFor(key)).as(key).hasSizeLessThanOrEqualTo(2);
    }
    assertThat(owners.find("shared/s77+0+0000000001.json").orElseThrow().table().topic())
        .isEqualTo("s77");
    assertThat(owners.find("topics/tombstone/t77+0+0000000001.json").orElseThrow().kind())
        .isEqualTo(ObjectKind.TOMBSTONES);
  }
}
