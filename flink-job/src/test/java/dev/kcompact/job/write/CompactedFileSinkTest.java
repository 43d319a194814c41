package dev.kcompact.job.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import dev.kcompact.job.table.JobTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Stream;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.connector.file.sink.writer.FileWriter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flink's own sink writer and committer, driven by hand. */
class CompactedFileSinkTest {
  private static final JobTables TABLES =
      CompactedFiles.tables(
          "id", "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}");
  private static final BaseTable TABLE = TABLES.baseTable("t");

  @TempDir Path folder;
  private FileSink<FileElement> sink;
  private FileElement element;
  private int objects;

  @BeforeEach
  void setUp() {
    sink = CompactedFileSink.create(folder.toUri().toString(), TABLES, WriterOptions.DEFAULTS);
    element = new FileElement();
    objects = 0;
  }

  private FileWriter<FileElement> writer() throws IOException {
    return sink.createWriter(
        answering(
            WriterInitContext.class,
            "getProcessingTimeService",
            answering(
                ProcessingTimeService.class,
                "registerTimer",
                answering(ScheduledFuture.class, "", ""))));
  }

  /** An object that answers one method so, and others with what a test can do without. */
  private static <T> T answering(Class<T> type, String method, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getCurrentProcessingTime" -> 0L;
                  case "metricGroup" -> UnregisteredMetricsGroup.createSinkWriterMetricGroup();
                  default -> {
                    if (!called.getName().equals(method)) {
                      throw new UnsupportedOperationException(called.toString());
                    }
                    yield answer;
                  }
                }));
  }

  private static final class NoTime implements SinkWriter.Context {
    @Override
    public long currentWatermark() {
      return Long.MIN_VALUE;
    }

    @Override
    public Long timestamp() {
      return 0L;
    }
  }

  private void write(FileWriter<FileElement> writer, FileElement element) throws Exception {
    writer.write(element, new NoTime());
  }

  /** Writes the rows of a group's one object, and not its end. */
  private SourceObject writeRows(FileWriter<FileElement> writer, int rows) throws Exception {
    String key = "topics/t/dt=2026-11-22/t+0+%010d.json".formatted(objects++);
    byte[] stored = "{\"id\":7}\n".repeat(rows).getBytes(UTF_8);
    element.startGroup("t", CompactedFiles.DAY);
    element.startObject(key, TABLE.nameOf(key));
    new ObjectDecoder(TABLE, DecodeLimits.DEFAULTS)
        .decode(key, stored, row -> write(writer, element.setRow(row)));
    return new SourceObject(key, "etag", stored.length);
  }

  private void writeGroup(FileWriter<FileElement> writer, int rows) throws Exception {
    SourceObject object = writeRows(writer, rows);
    write(
        writer,
        element.endGroup(
            Lineage.of("t", CompactedFiles.DAY, rows, 0, List.of(object)), "MAX_WAIT"));
  }

  private void commit(FileWriter<FileElement> writer) throws Exception {
    writer.flush(false);
    Committer<FileSinkCommittable> committer =
        sink.createCommitter(answering(CommitterInitContext.class, "", ""));
    for (FileSinkCommittable committable : writer.prepareCommit()) {
      committer.commit(
          List.of(
              new Committer.CommitRequest<>() {
                @Override
                public FileSinkCommittable getCommittable() {
                  return committable;
                }

                @Override
                public int getNumberOfRetries() {
                  return 0;
                }

                @Override
                public void signalFailedWithKnownReason(Throwable cause) {
                  throw new AssertionError("not committed", cause);
                }

                @Override
                public void signalFailedWithUnknownReason(Throwable cause) {
                  throw new AssertionError("not committed", cause);
                }

                @Override
                public void retryLater() {
                  throw new AssertionError("not committed");
                }

                @Override
                public void updateAndRetryLater(FileSinkCommittable other) {
                  throw new AssertionError("not committed");
                }

                @Override
                public void signalAlreadyCommitted() {
                  throw new AssertionError("committed before");
                }
              }));
    }
  }

  private List<Path> committed() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to list files: " + folder, e);
    }
  }

  @Test
  void makesOneFileOfEachGroupInTheDirectoryOfItsDay() throws Exception {
    try (FileWriter<FileElement> writer = writer()) {
      writeGroup(writer, 3);
      writeGroup(writer, 0);
      writeGroup(writer, 5);
      assertThat(committed()).isEmpty();
      commit(writer);
    }

    assertThat(committed())
        .hasSize(3)
        .allSatisfy(
            file -> {
              String key = folder.relativize(file).toString();
              assertThat(key)
                  .matches("compacted/t/dt=2026-11-22/part-[0-9a-f-]{36}-[0-9]+\\.parquet");
              assertThat(LakeLayout.compactedFile(key))
                  .hasValueSatisfying(
                      place -> {
                        assertThat(place.table()).isEqualTo("t");
                        assertThat(place.day()).isEqualTo(CompactedFiles.DAY);
                      });
            });
    assertThat(committed())
        .extracting(
            file -> CompactedFiles.query(file, "SELECT count(*) n FROM FILE").get(0).get("n"))
        .containsExactlyInAnyOrder(3L, 0L, 5L);
    assertThat(committed())
        .extracting(file -> CompactedFiles.lineage(file).rows())
        .containsExactlyInAnyOrder(3L, 0L, 5L);
  }

  @Test
  void makesNoMoreFilesByMoreCheckpoints() throws Exception {
    try (FileWriter<FileElement> writer = writer()) {
      commit(writer);
      writeGroup(writer, 3);
      commit(writer);
      commit(writer);
      writeGroup(writer, 3);
      commit(writer);
    }

    assertThat(committed()).hasSize(2);
  }

  @Test
  void neverNamesTwoFilesAlikeAlsoWhenItStartsOverWithoutState() throws Exception {
    for (int attempt = 0; attempt < 5; attempt++) {
      try (FileWriter<FileElement> writer = writer()) {
        writeGroup(writer, 2);
        writeGroup(writer, 2);
        commit(writer);
      }
    }

    assertThat(committed()).hasSize(10);
  }

  @Test
  void refusesACheckpointWithinAGroup() throws Exception {
    try (FileWriter<FileElement> writer = writer()) {
      writeRows(writer, 2);

      assertThatThrownBy(() -> commit(writer))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("its group has not ended");
    }
    assertThat(committed()).isEmpty();
  }

  @Test
  void refusesAGroupThatBeginsBeforeTheLastHasEnded() throws Exception {
    try (FileWriter<FileElement> writer = writer()) {
      writeRows(writer, 2);

      assertThatThrownBy(() -> writeGroup(writer, 2))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("its group has not ended");
    }
  }

  @Test
  void wantsTheLakeAsADirectory() {
    assertThatThrownBy(() -> CompactedFileSink.create("s3://lake", TABLES, WriterOptions.DEFAULTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lake does not end with a slash: s3://lake");
  }
}
