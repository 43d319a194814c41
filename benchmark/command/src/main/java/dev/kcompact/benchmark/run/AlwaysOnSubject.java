package dev.kcompact.benchmark.run;

import dev.kcompact.cli.audit.CompactedLake;
import dev.kcompact.cli.job.FlinkJob;
import dev.kcompact.cli.job.FlinkJobSettings;
import dev.kcompact.cli.job.JobProperties;
import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.cli.process.Directories;
import dev.kcompact.cli.store.FileStore;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.testbed.sample.TableDay;
import dev.kcompact.testbed.stack.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The job as it is deployed: one JVM that keeps running. Each run publishes the same objects as a
 * new day at once, and measures the JVM until all of them are committed. The first days only warm
 * it up.
 */
final class AlwaysOnSubject implements Subject {
  static final int WARM_UPS = 3;

  private static final Duration CHECKPOINTS = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  private final Checkout checkout;
  private final Sample sample;
  private final Path folder;
  private final int passes;
  private final LocalDate today = LocalDate.now(java.time.ZoneOffset.UTC);
  private @Nullable FlinkJob job;
  private int pass;

  /**
   * @param folder for its objects and files, on the sample's file system
   * @param runs number of runs
   */
  AlwaysOnSubject(Checkout checkout, Sample sample, Path folder, int runs) {
    this.checkout = checkout;
    this.sample = sample;
    this.folder = folder;
    this.passes = runs + WARM_UPS;
  }

  @Override
  public String name() {
    return "kcompact-warm";
  }

  /** Days are published by renaming, which S3 does not support. */
  @Override
  public boolean supports(Storage storage) {
    return storage == Storage.DISK;
  }

  @Override
  public void warmUp() throws IOException, InterruptedException {
    Path raw = Files.createDirectories(folder.resolve("raw"));
    Path lake = Files.createDirectories(folder.resolve("lake"));
    Path work = folder.resolve("job");
    Path properties =
        JobProperties.read(checkout.installation().jobProperties())
            .remove("kafka")
            .put("kcompact", "source", raw.toUri().toString())
            .put("kcompact", "lake", lake.toUri().toString())
            .put("kcompact", "tables", sample.definitions().toUri().toString())
            .put("kcompact", "poll-interval", "1s")
            .put("kcompact", "group.max-wait", "1s")
            .put("kcompact", "discovery.sweep-interval", "1s")
            .put("kcompact", "discovery.horizon-days", Integer.toString(passes + 1))
            .write(work.resolve("application_properties.json"));
    FlinkJobSettings settings =
        new FlinkJobSettings(
            2,
            CHECKPOINTS,
            StorageLocation.ofFolder(work.resolve("checkpoints")),
            properties,
            StorageLocation.ofFolder(lake),
            Map.of());
    job =
        FlinkJob.start(
            checkout.installation(),
            settings,
            work,
            folder.resolve("kcompact-warm.log"),
            new FreePorts().next());
    for (int i = 0; i < WARM_UPS; i++) {
      compactOneDay();
    }
  }

  @Override
  public Outcome run(Task task) throws IOException, InterruptedException {
    return compactOneDay();
  }

  private Outcome compactOneDay() throws IOException, InterruptedException {
    LocalDate date = today.minusDays(passes).plusDays(pass++);
    FlinkJob running = java.util.Objects.requireNonNull(job, "warmUp was not called");
    Path staged = folder.resolve("staged");
    stage(date, staged);
    ProcessClock clock = new ProcessClock(running.process().pid());
    double cpu = clock.cpuSeconds();
    long start = System.nanoTime();
    publish(date, staged);
    awaitObjects(running, date);
    Usage usage =
        new Usage(
            (System.nanoTime() - start) / 1e9,
            clock.cpuSeconds() - cpu,
            running.process().peakMib() * 1.048576);
    Path lake = folder.resolve("lake");
    Path day = folder.resolve("days").resolve(date.toString());
    for (TableDay table : sample.tables()) {
      Folders.link(
          lake.resolve(LakeLayout.compacted(table.table(), date)),
          Files.createDirectories(day.resolve(table.table())));
    }
    return new Outcome(usage, day + "/%s/*.parquet", day);
  }

  /** Prepares the day's directories next to the source, where no listing includes them. */
  private void stage(LocalDate date, Path staged) throws IOException {
    Directories.delete(staged);
    List<TableDay> to = sample.tables(date);
    List<TableDay> from = sample.tables();
    for (int i = 0; i < from.size(); i++) {
      Folders.link(
          sample.folder().resolve(from.get(i).directory()), staged.resolve(to.get(i).directory()));
    }
  }

  /** Renames once for each table, so that a listing contains all objects of its day or none. */
  private void publish(LocalDate date, Path staged) throws IOException {
    for (TableDay table : sample.tables(date)) {
      Path to = folder.resolve("raw").resolve(table.directory());
      Files.createDirectories(to.getParent());
      Files.move(staged.resolve(table.directory()), to, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void awaitObjects(FlinkJob running, LocalDate date)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    CompactedLake lake =
        new CompactedLake(new FileStore(StorageLocation.ofFolder(folder.resolve("lake"))));
    while (committed(lake, date) < sample.objects()) {
      if (System.nanoTime() > end || !running.process().isAlive()) {
        throw new IOException("The always-on job made no progress: see " + folder);
      }
      LockSupport.parkNanos(PAUSE);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private long committed(CompactedLake lake, LocalDate date) {
    return sample.tables().stream()
        .flatMap(table -> lake.files(LakeLayout.compacted(table.table(), date)).stream())
        .mapToLong(file -> file.lineage().lineage().entries().size())
        .sum();
  }

  @Override
  public void close() {
    if (job != null) {
      job.close();
    }
  }
}
