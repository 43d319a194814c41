package dev.kcompact.job.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import dev.kcompact.job.table.JobTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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
import org.apache.flink.connector.file.sink.writer.FileWriterBucketState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flink's sink writer and committer, called directly. */
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
    sink = sink(folder);
    element = new FileElement();
    objects = 0;
  }

  private static FileSink<FileElement> sink(Path folder) {
    return CompactedFileSink.create(
        StorageLocation.ofFolder(folder), TABLES, WriterOptions.DEFAULTS);
  }

  private FileWriter<FileElement> writer() throws IOException {
    return sink.createWriter(
        returning(
            WriterInitContext.class,
            "getProcessingTimeService",
            returning(
                ProcessingTimeService.class,
                "registerTimer",
                returning(ScheduledFuture.class, "", ""))));
  }

  /** A proxy that returns {@code result} from one method. */
  private static <T> T returning(Class<T> type, String method, Object result) {
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
                    yield result;
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

  /** Writes the rows of a group's one object but not its end. */
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
            Lineage.of("t", CompactedFiles.DAY, rows, 0, List.of(object)), "MAX_WAIT", null));
  }

  private void commit(FileWriter<FileElement> writer) throws Exception {
    writer.flush(false);
    commit(writer.prepareCommit());
  }

  private void commit(Collection<FileSinkCommittable> committables) throws Exception {
    Committer<FileSinkCommittable> committer =
        sink.createCommitter(returning(CommitterInitContext.class, "", ""));
    for (FileSinkCommittable committable : committables) {
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

  @ParameterizedTest
  @ValueSource(strings = {"a b", "100%", "%20", "a?b#c", "é"})
  void writesToTheLakeOfThatVeryName(String name) throws Exception {
    folder = folder.resolve(name).resolve("lake");
    sink = sink(folder);

    try (FileWriter<FileElement> writer = writer()) {
      writeGroup(writer, 3);
      commit(writer);
    }
    List<FileWriterBucketState> states;
    try (FileWriter<FileElement> writer = writer()) {
      writeGroup(writer, 4);
      writer.flush(false);
      var committables = writer.prepareCommit();
      states = writer.snapshotState(1);
      commit(copied(sink.getCommittableSerializer(), committables));
    }

    assertThat(committed())
        .extracting(file -> folder.relativize(file).getName(0).toString())
        .containsExactly("compacted", "compacted");
    assertThat(committed())
        .extracting(file -> CompactedFiles.lineage(file).rows())
        .containsExactlyInAnyOrder(3L, 4L);
    assertThat(copied(sink.getWriterStateSerializer(), states))
        .extracting(state -> state.getBucketPath().getPath())
        .allMatch(path -> path.startsWith(folder + "/compacted/t/"));
  }

  private static <T> List<T> copied(SimpleVersionedSerializer<T> serializer, Collection<T> values)
      throws IOException {
    List<T> copies = new ArrayList<>();
    for (T value : values) {
      copies.add(serializer.deserialize(serializer.getVersion(), serializer.serialize(value)));
    }
    return copies;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b/", "100%/", "%20/", "a+b&c=d/", "a?b#c/é/", "a:b/"})
  void givesS3TheKeyAsItIs(String prefix) {
    org.apache.flink.core.fs.Path target =
        CompactedFileSink.target(StorageLocation.parse("s3://lake/" + prefix));

    assertThat(target.toUri().getScheme()).isEqualTo("s3a");
    assertThat(target.toUri().getAuthority()).isEqualTo("lake");
    assertThat(target.getPath()).isEqualTo("/" + prefix + "compacted");
    assertThat(new org.apache.flink.core.fs.Path(target.toString())).isEqualTo(target);
  }

  @Test
  void rejectsALakeThatIsNoDirectory() {
    assertThatThrownBy(() -> CompactedFileSink.target(StorageLocation.parse("s3://lake/a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lake is not a directory, write s3://lake/a/: s3://lake/a");
  }

  @Test
  void rejectsALakeThatFlinkWouldWriteElsewhere() {
    assertThatThrownBy(() -> CompactedFileSink.target(StorageLocation.parse("s3://lake/a//b/")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lake has an empty segment, remove the double slash: s3://lake/a//b/");
  }
}
