package dev.kcompact.benchmark.run;

import dev.kcompact.cli.job.FlinkJob;
import dev.kcompact.testbed.stack.Checkout;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All subjects, each with the settings of its JVM. */
public final class Subjects {
  private static final String PACKAGE = "dev.kcompact.benchmark.";
  private static final Set<Storage> DISK = EnumSet.of(Storage.DISK);

  /** As in the job's cluster. */
  private static final int FLINK_HEAP_MIB = FlinkJob.HEAP_MIB;

  private final Checkout checkout;
  private final MeasuredProcess processes;
  private final S3Place.S3Access s3;

  public Subjects(Checkout checkout, MeasuredProcess processes, S3Place.S3Access s3) {
    this.checkout = checkout;
    this.processes = processes;
    this.s3 = s3;
  }

  /** The names, in the order in which they run. */
  public static List<String> names() {
    return List.of("kcompact", "kcompact-warm", "duckdb", "flink", "spark", "floor");
  }

  /**
   * @param folder of the always-on job
   * @param runs number of rounds
   * @throws IllegalArgumentException if the name is unknown
   */
  public Subject named(String name, Sample sample, Path folder, int runs) {
    return switch (name) {
      case "kcompact" -> new CompactSubject(checkout, processes, s3.commandOptions());
      case "kcompact-warm" -> new AlwaysOnSubject(checkout, sample, folder, runs);
      // DuckDB's httpfs extension, which S3 needs, is not available here.
      case "duckdb" -> peer(name, libraries("command"), "peer.DuckDbPeer", 256, DISK);
      case "flink" ->
          peer(
              name,
              libraries("flink-peer"),
              "flink.FlinkPeer",
              FLINK_HEAP_MIB,
              EnumSet.allOf(Storage.class));
      case "spark" -> peer(name, libraries("spark-peer"), "spark.SparkPeer", 2048, DISK);
      case "floor" -> floor();
      default ->
          throw new IllegalArgumentException("unknown subject: " + name + "; use " + names());
    };
  }

  private Subject peer(
      String name, String classPath, String mainClass, int heapMib, Set<Storage> storages) {
    return new PeerSubject(
        name,
        processes,
        classPath,
        PACKAGE + mainClass,
        heapMib,
        JavaLine.opened(),
        s3.environment(checkout),
        storages,
        task ->
            List.of(task.source().toString(), task.output().toString(), task.tables().toString()));
  }

  /** The job's decoder and writer alone: one thread, one pass, one file for each table. */
  private Subject floor() {
    Path job = checkout.directory().resolve("flink-job/target");
    return new PeerSubject(
        "floor",
        processes,
        job.resolve("test-classes") + ":" + job.resolve("classes") + ":" + libraries("flink-peer"),
        "dev.kcompact.job.write.WriterBenchmark",
        512,
        List.of(),
        Map.of(),
        DISK,
        task ->
            List.of(
                task.tables().toString(),
                Path.of(task.source()).toString(),
                task.outputFolder().toString(),
                "1",
                Long.toString(Long.MAX_VALUE)));
  }

  private String libraries(String module) {
    return checkout.directory().resolve("benchmark").resolve(module).resolve("target/lib") + "/*";
  }
}
