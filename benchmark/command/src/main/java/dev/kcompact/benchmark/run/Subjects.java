package dev.kcompact.benchmark.run;

import dev.kcompact.local.stack.Home;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All there are, each with what its JVM needs. */
public final class Subjects {
  private static final String PEERS = "dev.kcompact.benchmark.peer.";

  private final Home home;
  private final MeasuredProcess processes;
  private final S3Access s3;

  public Subjects(Home home, MeasuredProcess processes, S3Access s3) {
    this.home = home;
    this.processes = processes;
    this.s3 = s3;
  }

  /** The names, in the order in which they run. */
  public static List<String> names() {
    return List.of("kcompact", "kcompact-warm", "duckdb", "floor");
  }

  /**
   * The subject of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Subject named(String name, Sample sample, Path folder, int runs) {
    return switch (name) {
      case "kcompact" -> new CompactSubject(home, processes, s3.commandOptions());
      case "kcompact-warm" -> new AlwaysOnSubject(home, sample, folder, runs);
      case "duckdb" -> peer(name, "command", PEERS + "DuckDbPeer", 256, EnumSet.of(Storage.DISK));
      default ->
          throw new IllegalArgumentException("no such subject: " + name + "; there are " + names());
    };
  }

  private Subject peer(
      String name, String module, String mainClass, int heapMib, Set<Storage> storages) {
    return new PeerSubject(
        name,
        new PeerSubject.Program(
            home.directory().resolve("benchmark").resolve(module).resolve("target/lib") + "/*",
            mainClass,
            heapMib,
            JavaLine.opened(),
            Map.of(),
            storages,
            List.of()),
        processes);
  }
}
