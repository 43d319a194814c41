package dev.kcompact.job.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.location.StorageLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are listed in pages, in the order of S3. */
class FolderWalkTest {
  private static final List<String> NAMES =
      List.of("a", "a.b", "a-", "é", "z", "\uD83D\uDE00", "﹏");

  private Path folder;

  @BeforeProperty
  void make() throws IOException {
    folder = Files.createTempDirectory("walk");
  }

  @AfterProperty
  void remove() throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path each : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(each);
      }
    }
  }

  private static ObjectStore store(Path of) {
    return ObjectStores.of(StoreOptions.DEFAULTS).open(StorageLocation.ofFolder(of), kind -> {});
  }

  @Property(tries = 20)
  void anyTreeFromAnyKey(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) throws IOException {
    Random random = new Random(seed);
    TreeSet<String> keys =
        new TreeSet<>((a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)));
    Path root = Files.createTempDirectory(folder, "root");
    for (int i = 0; i < 30; i++) {
      Path file = root;
      for (int level = random.nextInt(3); level >= 0; level--) {
        file = file.resolve(NAMES.get(random.nextInt(NAMES.size())));
      }
      if (!Files.exists(file) && (Files.isDirectory(file.getParent()) || mayMake(file))) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
        keys.add(root.relativize(file).toString());
      }
    }
    List<String> all = List.copyOf(keys);
    String any = all.get(random.nextInt(all.size()));
    for (String prefix : List.of("", any, any.substring(0, any.lastIndexOf('/') + 1))) {
      for (String after : Arrays.asList(null, any, any.substring(0, 1))) {
        List<String> wanted =
            all.stream()
                .filter(key -> key.startsWith(prefix))
                .filter(key -> after == null || KeyOrder.compare(key, after) > 0)
                .toList();
        assertThat(store(root).list(prefix, after).objects())
            .extracting(ListedObject::key)
            .isEqualTo(wanted);
      }
    }
  }

  /** No part of the path may be a file. */
  private static boolean mayMake(Path file) {
    Path parent = file.getParent();
    while (!Files.exists(parent)) {
      parent = parent.getParent();
    }
    return Files.isDirectory(parent);
  }

  @Test
  void pagesFollowEachOther(@TempDir Path root) throws IOException {
    for (int i = 0; i < 2_500; i++) {
      Path file = root.resolve("d" + i % 3).resolve("f" + i);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
    List<Integer> pages = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    ObjectStore store = store(root);
    Listing page = store.list("", null);
    while (true) {
      pages.add(page.objects().size());
      page.objects().forEach(object -> keys.add(object.key()));
      if (!page.more()) {
        break;
      }
      page = store.list("", keys.get(keys.size() - 1));
    }
    assertThat(pages).containsExactly(1_000, 1_000, 500);
    assertThat(keys).isSorted().doesNotHaveDuplicates().hasSize(2_500);
  }

  /** As the job renames its files when they are committed. */
  @Test
  void filesThatAreRenamedMeanwhileAreNoFailure(@TempDir Path root) throws Exception {
    for (int i = 0; i < 50; i++) {
      Files.writeString(root.resolve("a" + i), "x");
    }
    AtomicBoolean isOver = new AtomicBoolean();
    CompletableFuture<Void> renaming = CompletableFuture.runAsync(() -> rename(root, isOver));
    try (ObjectStore store = store(root)) {
      for (int i = 0; i < 300; i++) {
        assertThat(store.list("", null).objects()).hasSizeLessThanOrEqualTo(100);
        assertThat(store.listDirectory("", null).objects()).hasSizeLessThanOrEqualTo(100);
      }
    } finally {
      isOver.set(true);
      renaming.join();
    }
  }

  private static void rename(Path root, AtomicBoolean isOver) {
    try {
      for (int round = 0; !isOver.get(); round++) {
        for (int i = 0; i < 50; i++) {
          String from = round % 2 == 0 ? "a" : "b";
          String to = round % 2 == 0 ? "b" : "a";
          Files.move(root.resolve(from + i), root.resolve(to + i));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
