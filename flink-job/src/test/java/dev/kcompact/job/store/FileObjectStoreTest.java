package dev.kcompact.job.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class FileObjectStoreTest {
  @TempDir Path folder;
  private ObjectStore store;

  @BeforeEach
  void open() {
    store = ObjectStores.of(StoreOptions.DEFAULTS).open(new Root(folder.toUri()), kind -> {});
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
  void onlyTheObjectThatIsNamedIsReplaced() throws IOException {
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
