package dev.kcompact.testbed.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleWriterTest {
  private final SampleDay day = SampleDay.of(SampleSpec.of(1, LocalDate.of(2026, 11, 22), 80, 6));

  @Test
  void writesEveryObjectWithOneRecordALine(@TempDir Path root) throws Exception {
    AtomicInteger written = new AtomicInteger();
    long bytes =
        new SampleWriter(day, ObjectSink.ofDirectory(root), 4, written::incrementAndGet).write();
    assertThat(written).hasValue(80);
    long stored = 0;
    for (TableDay table : day.tables()) {
      for (int i = 0; i < table.objects(); i++) {
        Path file = root.resolve(table.object(i).key());
        stored += Files.size(file);
        assertThat(lines(file)).as(file.toString()).isEqualTo(table.object(i).records());
      }
    }
    assertThat(stored).isEqualTo(bytes);
  }

  @Test
  void writesTheObjectsOfAPartitionInOrder() throws Exception {
    Map<String, Long> last = new ConcurrentHashMap<>();
    AtomicInteger disorder = new AtomicInteger();
    ObjectSink sink =
        (key, content) -> {
          String name = key.substring(key.lastIndexOf('/') + 1);
          int end = name.indexOf('.');
          int cut = Math.max(name.lastIndexOf('+', end), name.lastIndexOf('-', end));
          Long before =
              last.put(name.substring(0, cut), Long.valueOf(name.substring(cut + 1, end)));
          if (before != null && before >= Long.parseLong(name.substring(cut + 1, end))) {
            disorder.incrementAndGet();
          }
        };
    new SampleWriter(day, sink, 8, () -> {}).write();
    assertThat(last).hasSize(12 + 6 + 4 + 2);
    assertThat(disorder).hasValue(0);
  }

  @Test
  void saysWhichObjectCouldNotBeWritten(@TempDir Path root) throws Exception {
    Path file = Files.createFile(root.resolve("file"));
    SampleWriter writer = new SampleWriter(day, ObjectSink.ofDirectory(file), 1, () -> {});
    assertThatThrownBy(writer::write)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Failed to write the sample object: " + file);
  }

  private static long lines(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
      return reader.lines().count();
    }
  }
}
