package dev.kcompact.benchmark.day;

import dev.kcompact.benchmark.run.JavaLine;
import dev.kcompact.benchmark.run.MeasuredProcess;
import dev.kcompact.cli.process.Directories;
import dev.kcompact.testbed.sample.ObjectSink;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.SampleSpec;
import dev.kcompact.testbed.sample.SampleWriter;
import dev.kcompact.testbed.stack.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A day of the sample, compacted by the streaming job: four tables with corrupt, invalid and
 * re-sent records.
 *
 * @param folder contains {@code raw/} and {@code lake/}
 * @param records of all tables
 */
record Day(Path folder, long records) {
  static final LocalDate DATE = LocalDate.of(2026, 11, 20);

  private static final long SEED = 8;
  private static final int RECORDS_PER_OBJECT = 500;
  private static final String KEPT = "records-";

  /** Writes and compacts a day, or returns the one from an earlier call. */
  static Day make(long records, Checkout checkout, Path folder, MeasuredProcess processes)
      throws IOException, InterruptedException {
    int objects = Math.toIntExact(Math.max(records / RECORDS_PER_OBJECT, SampleSpec.MIN_OBJECTS));
    SampleDay day = SampleDay.of(SampleSpec.of(SEED, DATE, objects, RECORDS_PER_OBJECT));
    Path kept = folder.resolve(KEPT + records);
    Day made = new Day(folder, day.tables().stream().mapToLong(t -> t.records()).sum());
    if (Files.exists(kept)) {
      return made;
    }
    Directories.delete(folder);
    new SampleWriter(day, ObjectSink.ofDirectory(Files.createDirectories(made.raw())), 2, () -> {})
        .write();
    processes.run(
        "kcompact compact",
        JavaLine.kcompact(
            checkout.installation(),
            List.of(
                "compact",
                "--source",
                made.raw().toUri().toString(),
                "--lake",
                made.lake().toUri().toString(),
                "--tables",
                checkout.configuration().toString(),
                "--work",
                folder.resolve("compact").toString())),
        Map.of(),
        folder.resolve("compact.log"));
    Files.createFile(kept);
    return made;
  }

  Path raw() {
    return folder.resolve("raw");
  }

  Path lake() {
    return folder.resolve("lake");
  }
}
