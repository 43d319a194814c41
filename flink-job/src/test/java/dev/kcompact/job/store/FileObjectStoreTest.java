package dev.kcompact.job.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.location.StorageLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileObjectStoreTest {
  @TempDir Path folder;
  private ObjectStore store;

  @BeforeEach
  void open() {
    store =
        ObjectStores.of(StoreOptions.DEFAULTS).open(StorageLocation.ofFolder(folder), kind -> {});
  }

  private Optional<String> write(String content, String replaces) throws IOException {
    return store.write("books/owner", content.getBytes(UTF_8), replaces);
  }

  @Test
  void aNewObjectIsWrittenOnce() throws IOException {
    String tag = write("one", null).orElseThrow();
    assertThat(write("two", null)).isEmpty();
    assertThat(ObjectStore.await(store.fetch("books/owner")).content()).asString().isEqualTo("one");
    assertThat(ObjectStore.await(store.fetch("books/owner")).etag()).isEqualTo(tag);
  }

  @Test
  void onlyTheNamedObjectIsReplaced() throws IOException {
    String first = write("one", null).orElseThrow();
    String second = write("two", first).orElseThrow();
    assertThat(second).isNotEqualTo(first);
    assertThat(write("xxx", first)).isEmpty();
    assertThat(write("six", second)).isPresent();
    assertThat(ObjectStore.await(store.fetch("books/owner")).content()).asString().isEqualTo("six");
  }

  @Test
  void ofManyWritersOneWins() throws IOException {
    String first = write("one", null).orElseThrow();
    Queue<String> winners = new ConcurrentLinkedQueue<>();
    CompletableFuture.allOf(
            IntStream.range(0, 8)
                .mapToObj(
                    writer ->
                        CompletableFuture.runAsync(
                            () -> {
                              try {
                                write("by " + writer, first).ifPresent(winners::add);
                              } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                              }
                            }))
                .toArray(CompletableFuture[]::new))
        .join();
    assertThat(winners).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "100%", "%20", "a?b#c", "é+&="})
  void namesAreTakenLiterally(String name) throws IOException {
    Path root = Files.createDirectories(folder.resolve(name));
    StorageLocation location = StorageLocation.parseDirectory("file://" + root);
    try (ObjectStore named = ObjectStores.of(StoreOptions.DEFAULTS).open(location, kind -> {})) {
      String key = name + "/" + name + ".json";
      String tag = named.write(key, "x".getBytes(UTF_8), null).orElseThrow();

      assertThat(root.resolve(name).resolve(name + ".json")).hasContent("x");
      assertThat(named.list(name + "/", null).objects())
          .extracting(ListedObject::key)
          .contains(key);
      assertThat(named.listDirectory("", null).directories()).containsExactly(name + "/");
      assertThat(ObjectStore.await(named.fetch(key)).etag()).isEqualTo(tag);
      assertThatThrownBy(() -> ObjectStore.await(named.fetch(name + "/none")))
          .isInstanceOf(ObjectDeletedException.class)
          .hasMessage("Object does not exist: file://" + root + "/" + name + "/none");
    }
  }

  @Test
  void theRootIsADirectory() {
    StorageLocation file = StorageLocation.parse("file:///a");
    assertThatThrownBy(() -> ObjectStores.of(StoreOptions.DEFAULTS).open(file, kind -> {}))
        .hasMessage("root is not a directory: file:///a");
  }

  @Test
  void aRangeBeyondTheEndIsAnError() throws IOException {
    Files.writeString(folder.resolve("a"), "abcdef");
    assertThat(ObjectStore.await(store.read("a", 2, 3))).asString().isEqualTo("cde");
    assertThatThrownBy(() -> ObjectStore.await(store.read("a", 4, 3)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Failed to read object: file:///")
        .hasMessageEndingWith("/a");
  }
}
