package dev.kcompact.contract.naming;

import static dev.kcompact.contract.naming.ObjectKind.ELSEWHERE;
import static dev.kcompact.contract.naming.ObjectKind.EXCLUDED;
import static dev.kcompact.contract.naming.ObjectKind.HEADERS;
import static dev.kcompact.contract.naming.ObjectKind.KEYS;
import static dev.kcompact.contract.naming.ObjectKind.OTHER_NAME;
import static dev.kcompact.contract.naming.ObjectKind.OTHER_TOPIC;
import static dev.kcompact.contract.naming.ObjectKind.ROWS;
import static dev.kcompact.contract.naming.ObjectKind.TOMBSTONES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.naming.ObjectFilter.Names;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TableObjectsTest {
  private static final TableObjects DEFAULT = table(ObjectNaming.CONFLUENT, ObjectFilter.DEFAULT);

  private static TableObjects table(ObjectNaming naming, ObjectFilter filter) {
    return new TableObjects("keyed", "c/keyed/", naming, filter);
  }

  private static ObjectFilter filter(List<String> include, List<String> exclude, Names names) {
    return new ObjectFilter(
        include.stream().map(KeyGlob::of).toList(),
        exclude.stream().map(KeyGlob::of).toList(),
        names);
  }

  @Test
  void sideFilesOfTheTopicAreLeftOut() {
    assertThat(DEFAULT.kindOf("c/keyed/dt=1/keyed+0+0000000000.json")).isEqualTo(ROWS);
    assertThat(DEFAULT.kindOf("c/keyed/dt=1/keyed+0+0000000000.keys.json")).isEqualTo(KEYS);
    assertThat(DEFAULT.kindOf("c/keyed/dt=1/keyed+0+0000000000.keys.json.gz")).isEqualTo(KEYS);
    assertThat(DEFAULT.kindOf("c/keyed/dt=1/keyed+0+0000000000.headers.json")).isEqualTo(HEADERS);
    assertThat(DEFAULT.kindOf("c/keyed/dt=1/other+0+0000000000.headers.json"))
        .isEqualTo(OTHER_TOPIC);
    assertThat(DEFAULT.kindOf("c/keyed/dt=1/my.keys.json")).as("no such name").isEqualTo(ROWS);
  }

  @Test
  void aTopicMayBeCalledKeys() {
    TableObjects keys =
        new TableObjects("a.keys", "c/", ObjectNaming.CONFLUENT, ObjectFilter.DEFAULT);

    assertThat(keys.kindOf("c/a.keys+0+0000000000.json")).isEqualTo(ROWS);
    assertThat(keys.kindOf("c/a.keys+0+0000000000.keys.json")).isEqualTo(KEYS);
  }

  @Test
  void theTombstoneFolderLiesBelowOrBesideThePrefix() {
    assertThat(DEFAULT.kindOf("c/keyed/tombstone/keyed+0+0000000000.keys.json"))
        .isEqualTo(TOMBSTONES);
    assertThat(DEFAULT.kindOf("c/tombstone/keyed/p=0/keyed+0+0000000000.keys.json"))
        .isEqualTo(TOMBSTONES);
    assertThat(DEFAULT.kindOf("c/tombstone/keyed/p=0/other.json")).isEqualTo(TOMBSTONES);
    assertThat(DEFAULT.kindOf("c/tombstone/other/p=0/other+0+0.json")).isEqualTo(ELSEWHERE);
    assertThat(DEFAULT.kindOf("c/keyed/dt=1/tombstone/keyed+0+0000000000.json")).isEqualTo(ROWS);
    TableObjects shared =
        new TableObjects("keyed", "c/", ObjectNaming.CONFLUENT, ObjectFilter.DEFAULT);
    assertThat(shared.kindOf("c/tombstone/keyed+0+0000000000.json")).isEqualTo(TOMBSTONES);
    assertThat(shared.kindOf("c/keyed/tombstone/keyed+0+0000000000.json")).isEqualTo(TOMBSTONES);
    assertThat(shared.kindOf("c/tombstone/other+0+0000000000.json")).isEqualTo(OTHER_TOPIC);
    assertThat(
            new TableObjects("t", "t/", ObjectNaming.CONFLUENT, ObjectFilter.DEFAULT)
                .kindOf("tombstone/t/t+0+0000000000.json"))
        .isEqualTo(TOMBSTONES);
  }

  @Test
  void globsLeaveOutWhatTheySay() {
    TableObjects table =
        table(
            ObjectNaming.CONFLUENT,
            filter(List.of("dt=*/**"), List.of("**/_SUCCESS", "**.tmp"), Names.REQUIRED));

    assertThat(table.kindOf("c/keyed/dt=1/keyed+0+1.json")).isEqualTo(ROWS);
    assertThat(table.kindOf("c/keyed/dt=1/keyed+0+1.tmp")).isEqualTo(EXCLUDED);
    assertThat(table.kindOf("c/keyed/dt=1/_SUCCESS")).isEqualTo(EXCLUDED);
    assertThat(table.kindOf("c/keyed/dt=1/a.json")).isEqualTo(OTHER_NAME);
    assertThat(table.kindOf("c/keyed/old/keyed+0+1.json")).as("not included").isEqualTo(EXCLUDED);
    assertThat(table.kindOf("c/keyed/dt=1/other+0+1.tmp")).isEqualTo(OTHER_TOPIC);
    assertThat(table.kindOf("c/keyed/dt=1/keyed+0+1.keys.json"))
        .as("including is no reason to read keys as rows")
        .isEqualTo(KEYS);
  }

  @Test
  void aivensDatedNameIsNoObjectOfTheTable() {
    TableObjects table =
        new TableObjects(
            "plain", "a/", ObjectNaming.AIVEN, filter(List.of(), List.of(), Names.ANY));

    assertThat(table.kindOf("a/plain-1-0-20261127.jsonl")).isEqualTo(OTHER_TOPIC);
    assertThat(table.nameOf("a/plain-1-0-20261127.jsonl")).isEmpty();
    assertThat(table.kindOf("a/plain-1-0.jsonl")).isEqualTo(ROWS);
    assertThat(table.kindOf("a/whatever")).isEqualTo(ROWS);
  }

  /** Whatever the key: one kind, and a name only of the table's topic. */
  @Property
  void everyKeyHasOneKind(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> pieces =
        List.of(
            "c/",
            "keyed",
            "keyed/",
            "tombstone/",
            "+0+",
            "0000000001",
            ".keys",
            ".headers",
            ".json",
            "other",
            "/",
            "dt=1/",
            ".",
            "é",
            "\n");
    StringBuilder key = new StringBuilder(random.nextBoolean() ? "c/keyed/" : "");
    for (int i = random.nextInt(7); i > 0; i--) {
      key.append(pieces.get(random.nextInt(pieces.size())));
    }
    String name = key.toString();
    for (Names names : Names.values()) {
      TableObjects table =
          table(ObjectNaming.CONFLUENT, filter(List.of(), List.of("**other**"), names));
      ObjectKind kind = table.kindOf(name);

      if (kind == ROWS) {
        assertThat(name).startsWith("c/keyed/").doesNotEndWith("/").doesNotContain("other");
        assertThat(names == Names.REQUIRED && table.nameOf(name).isEmpty()).as(name).isFalse();
      }
      assertThat(kind == OTHER_NAME && names != Names.REQUIRED).as(name).isFalse();
      table.nameOf(name).ifPresent(it -> assertThat(it.topic()).isEqualTo("keyed"));
    }
  }
}
