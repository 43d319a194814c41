package dev.kcompact.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.store.ObjectStore.Page;
import dev.kcompact.cli.store.ObjectStore.PageRequest;
import dev.kcompact.contract.location.StorageLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPageTest {
  @TempDir private Path folder;
  private FileStore store;

  @BeforeEach
  void writesFiles() throws IOException {
    for (String key : List.of("a/x/1", "a/x/2", "a/y/1", "a-b/1", "a.txt", "b/1", "b/z/1", "c")) {
      Path file = folder.resolve(key);
      Files.createDirectories(file.getParent());
      Files.writeString(file, key);
    }
    store = new FileStore(StorageLocation.ofFolder(folder));
  }

  private List<String> keys(String prefix, boolean isLevel, int limit) {
    List<String> keys = new ArrayList<>();
    String after = "";
    do {
      Page page = store.page(new PageRequest(prefix, isLevel, after, limit));
      assertThat(page.objects().size() + page.directories().size()).isLessThanOrEqualTo(limit);
      page.objects().forEach(listed -> keys.add(listed.object().key()));
      keys.addAll(page.directories());
      after = page.next();
    } while (!after.isEmpty());
    return keys;
  }

  @Test
  void pagesOfAnySizeHaveEveryKeyOnce() {
    List<String> all = store.list("").stream().map(listed -> listed.object().key()).toList();
    for (int limit = 1; limit < 10; limit++) {
      assertThat(keys("", false, limit)).isEqualTo(all);
      assertThat(keys("a", false, limit)).isEqualTo(all.subList(0, 5));
      assertThat(keys("", true, limit)).containsExactlyInAnyOrder("a/", "a-b/", "a.txt", "b/", "c");
      assertThat(keys("b/", true, limit)).containsExactlyInAnyOrder("b/1", "b/z/");
    }
  }

  @Test
  void aPageStartsAnywhere() {
    Page page = store.page(new PageRequest("a/", false, "a/x/1zzz", 1));
    assertThat(page.objects().get(0).object().key()).isEqualTo("a/x/2");
    assertThat(page.isLast()).isFalse();
    assertThat(store.requests().lists()).isEqualTo(1);
  }

  @Test
  void readsNoMoreThanAsked() {
    ObjectStore.Listed listed = store.list("a-b/").get(0);
    assertThat(new String(store.read(listed.object(), 3))).isEqualTo("a-b");
    assertThat(new String(store.read(listed.object(), 100))).isEqualTo("a-b/1");
    assertThat(store.requests()).hasToString("0 LISTs and 2 GETs ($0.0000)");
  }

  /** As a job renames its files when they are committed. */
  @Test
  void filesThatAreRenamedMeanwhileAreNoFailure() throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    CompletableFuture<Void> renaming = CompletableFuture.runAsync(() -> rename(isOver));
    try {
      for (int i = 0; i < 500; i++) {
        assertThat(store.list("")).hasSizeBetween(6, 9);
        assertThat(keys("", false, 3)).hasSizeBetween(6, 9);
      }
    } finally {
      isOver.set(true);
      renaming.join();
    }
  }

  private void rename(AtomicBoolean isOver) {
    try {
      while (!isOver.get()) {
        Files.move(folder.resolve("a/x/1"), folder.resolve("a/x/9"));
        Files.move(folder.resolve("a/x/9"), folder.resolve("a/x/1"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
