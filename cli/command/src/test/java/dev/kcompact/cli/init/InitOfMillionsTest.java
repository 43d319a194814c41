package dev.kcompact.cli.init;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.store.RequestCount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million objects in 200 topics; the heap of the tests is 768 MB, {@code init} has 512 MB. */
class InitOfMillionsTest {
  @TempDir private Path folder;

  private RequestCount run(int topics, int days, int objectsOfADay, int sample) {
    RequestCount requests = new RequestCount();
    GeneratedBucket bucket = new GeneratedBucket(topics, days, objectsOfADay, requests);
    ExecutorService fetchers = Executors.newFixedThreadPool(2);
    try {
      InitRun run =
          new InitRun(
              bucket,
              DefinitionFolder.open(folder, ""),
              Console.ofThisProcess(),
              new InitRun.Settings("", sample, "raw", null, ""));
      assertThat(run.run(fetchers, List.of())).isZero();
      return requests;
    } finally {
      fetchers.shutdownNow();
    }
  }

  private long tables() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("tables"))) {
      return files.count();
    }
  }

  @Test
  @Tag("full")
  void staysWithinItsRequestsAndItsHeap() throws Exception {
    RequestCount requests = run(200, 20, 250, 200);

    assertThat(tables()).isEqualTo(200);
    assertThat(requests.lists()).isLessThanOrEqualTo(202 + 200 * 6);
    assertThat(requests.gets()).isLessThanOrEqualTo(200 * 200);
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    assertThat(runtime.totalMemory() - runtime.freeMemory()).isLessThan(256L << 20);
  }

  @Test
  void spreadsTheSampleOverDays() throws Exception {
    RequestCount requests = run(3, 10, 700, 20);

    assertThat(tables()).isEqualTo(3);
    assertThat(requests.lists()).isLessThanOrEqualTo(200);
    assertThat(requests.gets()).isLessThanOrEqualTo(3 * 20);
  }
}
