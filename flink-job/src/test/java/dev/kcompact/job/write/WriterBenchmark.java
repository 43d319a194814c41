package dev.kcompact.job.write;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import dev.kcompact.job.table.JobTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.local.LocalFileSystem;

/**
 * Measures the CPU of the job's decoder and writer alone: without Flink and S3, in one thread.
 *
 * <p>Arguments: folder of the table definitions, folder of the raw objects, output folder, number
 * of passes, and maximum raw bytes of a file. Prints CPU milliseconds of this process per MB (10^6
 * bytes) of raw JSON for each table and pass.
 */
public final class WriterBenchmark {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double BYTES_PER_MB = 1e6;

  private final Path raw;
  private final Path out;
  private final long fileBytes;
  private final boolean writing;
  private final LearnedDictionaries learned = new LearnedDictionaries();
  private final JobTables tables;
  private int files;

  private WriterBenchmark(JobTables tables, Path raw, Path out, long fileBytes, boolean writing) {
    this.tables = tables;
    this.raw = raw;
    this.out = out;
    this.fileBytes = fileBytes;
    this.writing = writing;
  }

  public static void main(String[] arguments) throws Exception {
    JobTables tables = new JobTables(DefinitionFiles.readFolder(Path.of(arguments[0])));
    Path raw = Path.of(arguments[1]);
    int passes = Integer.parseInt(arguments[3]);
    long fileBytes = Long.parseLong(arguments[4]);
    boolean writing = !Boolean.getBoolean("floor.decode-only");
    WriterBenchmark benchmark =
        new WriterBenchmark(tables, raw, Path.of(arguments[2]), fileBytes, writing);
    for (int pass = 0; pass < passes; pass++) {
      for (BaseTable table : tables.catalog().baseTables()) {
        benchmark.measure(pass, table);
      }
    }
    System.out.printf(
        "jit ms %d, cpu ms in all %.0f%n",
        ManagementFactory.getCompilationMXBean().getTotalCompilationTime(),
        cpuNanos() / NANOS_PER_MILLI);
  }

  private void measure(int pass, BaseTable table) throws Exception {
    List<Path> objects = objects(table);
    if (objects.isEmpty()) {
      return;
    }
    long started = System.nanoTime();
    long cpu = cpuNanos();
    long bytes = 0;
    long written = 0;
    ObjectDecoder decoder = new ObjectDecoder(table, DecodeLimits.DEFAULTS);
    for (int from = 0; from < objects.size(); ) {
      Written file = write(table, decoder, objects, from);
      from = file.next();
      bytes += file.rawBytes();
      written += file.fileBytes();
    }
    double mb = bytes / BYTES_PER_MB;
    System.out.printf(
        "pass %d %-10s %6d objects %7.1f MB -> %6.1f MB  cpu %6.2f ms/MB  wall %6.2f ms/MB%n",
        pass,
        table.name(),
        objects.size(),
        mb,
        written / BYTES_PER_MB,
        (cpuNanos() - cpu) / NANOS_PER_MILLI / mb,
        (System.nanoTime() - started) / NANOS_PER_MILLI / mb);
  }

  private record Written(int next, long rawBytes, long fileBytes) {}

  private Written write(BaseTable table, ObjectDecoder decoder, List<Path> objects, int from)
      throws Exception {
    Path folder = Files.createDirectories(out.resolve(table.name()));
    Path file = folder.resolve("floor-" + files++ % 4 + ".parquet");
    Files.deleteIfExists(file);
    FileElement element = new FileElement();
    element.startGroup(table.name(), DAY);
    long[] counts = new long[2];
    long bytes = 0;
    int at = from;
    List<SourceObject> sources = new ArrayList<>();
    try (FSDataOutputStream stream =
        LocalFileSystem.getSharedInstance()
            .create(
                new org.apache.flink.core.fs.Path(file.toUri()),
                FileSystem.WriteMode.NO_OVERWRITE)) {
      GroupFileWriter writer = new GroupFileWriter(stream, tables, WriterOptions.DEFAULTS, learned);
      for (; at < objects.size() && (bytes < fileBytes || at == from); at++) {
        String key = raw.relativize(objects.get(at)).toString();
        byte[] content = Files.readAllBytes(objects.get(at));
        bytes += content.length;
        element.startObject(key, table.nameOf(key));
        decoder.decode(
            key,
            content,
            row -> {
              counts[0]++;
              counts[1] += row.isCorrupt() ? 1 : 0;
              if (writing) {
                writer.addElement(element.setRow(row));
              }
            });
        sources.add(new SourceObject(key, "etag", content.length));
      }
      if (writing) {
        Lineage lineage = Lineage.of(table.name(), DAY, counts[0], counts[1], sources);
        writer.addElement(element.endGroup(lineage, "FLOOR", null));
        writer.finish();
      }
    }
    return new Written(at, bytes, Files.size(file));
  }

  private List<Path> objects(BaseTable table) {
    Path folder = raw.resolve(table.prefix());
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to list raw objects: " + folder, e);
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }
}
