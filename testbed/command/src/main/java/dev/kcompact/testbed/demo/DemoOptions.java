package dev.kcompact.testbed.demo;

import dev.kcompact.testbed.sample.SampleSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

final class DemoOptions {
  private static final int OBJECTS_A_SECOND = 500;
  private static final long BYTES_A_SECOND = 10_000_000;
  private static final Duration LEAST_WAIT = Duration.ofSeconds(8);

  @Option(
      names = "--objects",
      paramLabel = "N",
      description = "Raw objects of the day, over all tables (default: ${DEFAULT-VALUE}).")
  private int objects = 1500;

  @Option(
      names = "--date",
      paramLabel = "D",
      description = "Day, for example 2026-11-22 (default: yesterday in Sao Paulo).")
  private @Nullable LocalDate date;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Folder for the servers' data and logs (default: .work/demo).")
  private @Nullable Path work;

  @Option(
      names = "--records-per-object",
      paramLabel = "N",
      description = "Mean number of records per object (default: ${DEFAULT-VALUE}).")
  private int recordsPerObject = 20;

  @Option(
      names = "--record-bytes",
      paramLabel = "N",
      description = "Mean bytes of a record; 0 for about 500 (default: ${DEFAULT-VALUE}).")
  private int recordBytes;

  @Option(
      names = "--connect",
      description =
          "Instead of the day: sends records of every shape through a Kafka Connect worker,"
              + " compacts what its sinks write, finalizes its days, and compares every compacted and"
              + " published value. Of the other options, only --work applies.")
  private boolean isConnect;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Parallelism of the streaming job (default: ${DEFAULT-VALUE}).")
  private int parallelism = 2;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed; equal seeds generate equal days (default: ${DEFAULT-VALUE}).")
  private long seed = 7;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Folder for report.json and report.html (default: the work folder).")
  private @Nullable Path report;

  SampleSpec sample() {
    return SampleSpec.of(seed, date(), objects, recordsPerObject).withRecordBytes(recordBytes);
  }

  private LocalDate date() {
    return date == null ? LocalDate.now(SampleSpec.ZONE).minusDays(1) : date;
  }

  boolean isConnect() {
    return isConnect;
  }

  int parallelism() {
    return parallelism;
  }

  /** The maximum wait of a group: about the time to write and discover the day. */
  Duration maxWait() {
    long bytes = (long) objects * recordsPerObject * recordBytes;
    Duration writing =
        Duration.ofSeconds(Math.max(objects / OBJECTS_A_SECOND, bytes / BYTES_A_SECOND));
    return writing.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : writing;
  }

  Path work(Path otherwise) {
    return work == null ? otherwise : work;
  }

  Path report(Path otherwise) {
    return report == null ? otherwise : report;
  }
}
