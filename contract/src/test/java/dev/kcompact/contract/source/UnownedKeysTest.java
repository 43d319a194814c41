package dev.kcompact.contract.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.source.UnownedKeys.Folder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class UnownedKeysTest {
  private static final long NO_LIMIT = Long.MAX_VALUE;

  /** Keys in memory that record the listing requests. */
  private static final class Keys implements SourceListing {
    final TreeSet<String> keys;
    final List<String> listed = new ArrayList<>();
    int read;

    Keys(Set<String> keys) {
      this.keys = new TreeSet<>(keys);
    }

    @Override
    public Level level(String directory) {
      listed.add(directory + "?");
      Set<String> here = new TreeSet<>();
      Set<String> below = new TreeSet<>();
      for (String key : keys) {
        if (key.startsWith(directory)) {
          int slash = key.indexOf('/', directory.length());
          (slash < 0 || slash == key.length() - 1 && slash < directory.length() ? here : below)
              .add(slash < 0 ? key : key.substring(0, slash + 1));
        }
      }
      return new Level(List.copyOf(here), List.copyOf(below));
    }

    @Override
    public Stream<String> keys(String directory) {
      listed.add(directory + "*");
      return keys.stream().filter(key -> key.startsWith(directory)).peek(key -> read++);
    }
  }

  @Test
  void findsOtherTopicsBelowPrefixesWhereEveryKeyIsAsked() {
    Keys source =
        new Keys(Set.of("t/x/a", "t/x/b", "t/c", "t/lake/d", "tombstone/a", "u/a", "u/e", "w"));

    UnownedKeys unowned =
        UnownedKeys.findEverywhere(
            source, List.of("t/"), List.of("t/lake/"), key -> key.endsWith("a"));

    assertThat(unowned.folders())
        .containsExactlyInAnyOrder(
            new Folder("", 1, true, "w"),
            new Folder("t/", 2, true, "t/c"),
            new Folder("u/", 1, true, "u/e"));
  }

  @Test
  void namesFoldersAndLeavesOutWhatTablesOwn() {
    Keys source =
        new Keys(
            Set.of(
                "topics/orders/dt=2026-11-22/a",
                "topics/orders/b",
                "topics/payments/dt=2026-11-22/c",
                "topics/payments/dt=2026-11-23/d",
                "topics/stray.json",
                "logs/x/y",
                "README"));
    UnownedKeys unowned =
        UnownedKeys.find(source, List.of("topics/orders/"), List.of(), NO_LIMIT, key -> false);
    assertThat(unowned.folders())
        .containsExactlyInAnyOrder(
            new Folder("", 1, true, "README"),
            new Folder("logs/", 1, true, "logs/x/y"),
            new Folder("topics/", 1, true, "topics/stray.json"),
            new Folder("topics/payments/", 2, true, "topics/payments/dt=2026-11-22/c"));
    assertThat(unowned.count()).isEqualTo(5);
    assertThat(source.listed)
        .containsExactlyInAnyOrder("?", "logs/*", "topics/?", "topics/payments/*");
    assertThat(unowned.toString())
        .startsWith("5 keys that no table owns: the root (1, first README), logs/ (1, ");
  }

  @Test
  void aPrefixIsADirectoryAndNotTheStartOfAName() {
    Keys source = new Keys(Set.of("topics/orders/a", "topics/orders_v2/b"));
    assertThat(
            UnownedKeys.find(source, List.of("topics/orders/"), List.of(), NO_LIMIT, key -> false)
                .folders())
        .containsExactly(new Folder("topics/orders_v2/", 1, true, "topics/orders_v2/b"));
  }

  @Test
  void leavesOutTheLake() {
    Keys source = new Keys(Set.of("topics/orders/a", "lake/compacted/x"));
    assertThat(
            UnownedKeys.find(
                    source, List.of("topics/orders/"), List.of("lake/"), NO_LIMIT, key -> false)
                .isEmpty())
        .isTrue();
  }

  /** A listing leaves out empty ones; what is left has content that no table reads. */
  @Test
  void countsKeysThatEndWithASlash() {
    Keys source = new Keys(Set.of("topics/orders/a", "other/", "topics/", "topics/b/c/"));
    assertThat(
            UnownedKeys.find(source, List.of("topics/orders/"), List.of(), NO_LIMIT, key -> false)
                .folders())
        .containsExactly(
            new Folder("other/", 1, true, "other/"),
            new Folder("topics/", 1, true, "topics/"),
            new Folder("topics/b/", 1, true, "topics/b/c/"));
  }

  @Test
  void stopsCountingAtTheLimit() {
    Set<String> keys = new TreeSet<>();
    for (int i = 0; i < 5_000; i++) {
      keys.add("other/%04d".formatted(i));
    }
    Keys source = new Keys(keys);
    UnownedKeys unowned =
        UnownedKeys.find(source, List.of("topics/"), List.of(), 1_000, key -> false);
    assertThat(unowned.folders()).containsExactly(new Folder("other/", 1_000, false, "other/0000"));
    assertThat(source.read).isLessThanOrEqualTo(1_001);
    assertThat(unowned)
        .hasToString(
            "at least 1,000 keys that no table owns: other/ (at least 1,000, first other/0000)");
  }

  /** Finds the same keys as a filter over all keys. */
  @Property
  void findsWhatAFilterOverAllKeysFinds(
      @ForAll("keys") Set<String> keys, @ForAll("prefixes") Set<String> prefixes) {
    long expected =
        keys.stream().filter(key -> prefixes.stream().noneMatch(key::startsWith)).count();
    Keys source = new Keys(keys);
    UnownedKeys unowned = UnownedKeys.find(source, prefixes, List.of(), NO_LIMIT, key -> false);
    assertThat(unowned.count()).isEqualTo(expected);
    assertThat(unowned.folders()).extracting(Folder::name).doesNotHaveDuplicates();
    assertThat(source.listed)
        .allSatisfy(
            listed ->
                assertThat(prefixes)
                    .noneMatch(listed.substring(0, listed.length() - 1)::startsWith));
  }

  @Provide
  Arbitrary<Set<String>> keys() {
    return Combinators.combine(path(), Arbitraries.of("", "", "/"))
        .as(String::concat)
        .set()
        .ofMaxSize(30);
  }

  @Provide
  Arbitrary<Set<String>> prefixes() {
    return path().map(path -> path.replaceAll("/+$", "") + "/").set().ofMaxSize(4);
  }

  private static Arbitrary<String> path() {
    return Arbitraries.of("a", "ab", "b", "dt=1")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(parts -> String.join("/", parts));
  }
}
