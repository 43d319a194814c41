package dev.kcompact.testbed.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.testbed.stack.Checkout;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A bug in the job's fat jar: some sources are changed, compiled, and replace the jar's classes.
 * Fails if the text to change is not found, so that it stays in step with the job's code.
 */
enum PlantedBug {
  /** Commits a group's file as soon as it is closed; after a start, relies only on the state. */
  COMMITS_BEFORE_THE_CHECKPOINT(
      new Change(
          "CompactionJob",
          "CompactedFileSink.create(options.source().lake(), tables, options.writer()))",
          "new dev.kcompact.job.write.EagerSink(CompactedFileSink.create("
              + "options.source().lake(), tables, options.writer())))"),
      new Change(
          "lake/CommittedObjectIndex",
          "Map<String, Integer> committed = days.get(tableDay);",
          "if (days.isEmpty()) { return Status.NEW; }"
              + " Map<String, Integer> committed = days.get(tableDay);")),
  /** Treats the keys of all pages of a listing except the last as seen, and drops them. */
  SKIPS_A_LISTING_PAGE(
      new Change(
          "store/ObjectStore",
          "default int forEach(",
          "ThreadLocal<Boolean> MORE = ThreadLocal.withInitial(() -> false);"
              + " default int forEach("),
      new Change(
          "store/ObjectStore",
          "Listing page = list(prefix, after);",
          "Listing page = list(prefix, after); MORE.set(page.more());"),
      new Change(
          "discovery/DiscoveryPass",
          "if (isNew || fullScan) {",
          "if ((isNew || fullScan) && !ObjectStore.MORE.get()) {")),
  /** Leaves the last object of a group, whose rows are in the file, out of the lineage. */
  DROPS_A_LINEAGE_ENTRY(
      new Change(
          "compact/GroupCompaction",
          "rows, corruptRows, read);",
          "rows, corruptRows, read.subList(0, Math.max(1, read.size() - 1)));"));

  private static final String ROOT = "flink-job/src/main/java/dev/kcompact/job/";
  private static final Path EAGER = Path.of("src/test/resources/dev/kcompact/testbed/faults");

  private final List<Change> changes;

  PlantedBug(Change... changes) {
    this.changes = List.of(changes);
  }

  /** Replaces a text in a source, which is named without its extension. */
  private record Change(String source, String from, String to) {}

  /** A checkout with the bug. */
  Checkout in(Checkout checkout, Path folder) throws IOException {
    Path bugged = Files.createDirectories(folder.resolve("home"));
    for (String part : List.of("testbed", "finalizer-lambda", "statemachine")) {
      Files.createSymbolicLink(bugged.resolve(part), checkout.directory().resolve(part));
    }
    copy(checkout.configuration(), bugged.resolve("conf"));
    Path installed = Files.createDirectories(bugged.resolve("cli/command/target/kcompact"));
    Files.createSymbolicLink(
        installed.resolve("flink"), checkout.installation().directory().resolve("flink"));
    Path jar = installed.resolve("job/kcompact-flink-job-bugged-fat.jar");
    Files.createDirectories(jar.getParent());
    Path properties = checkout.installation().jobProperties();
    Files.copy(properties, jar.resolveSibling(properties.getFileName()));
    Files.copy(checkout.installation().jobJar(), jar);
    replace(jar, compile(checkout, folder));
    return new Checkout(bugged);
  }

  /** A link to a folder would appear empty. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private Path compile(Checkout checkout, Path folder) throws IOException {
    List<String> arguments = new ArrayList<>();
    Path classes = Files.createDirectories(folder.resolve("bugged-classes"));
    arguments.addAll(
        List.of("-nowarn", "-proc:none", "--release", "17", "-d", classes.toString(), "-cp"));
    try (Stream<Path> libraries =
        Files.list(checkout.installation().directory().resolve("flink/lib"))) {
      arguments.add(
          Stream.concat(Stream.of(checkout.installation().jobJar()), libraries)
              .map(Path::toString)
              .collect(Collectors.joining(File.pathSeparator)));
    }
    for (String source : changes.stream().map(Change::source).distinct().toList()) {
      arguments.add(changed(checkout, folder, source).toString());
    }
    if (this == COMMITS_BEFORE_THE_CHECKPOINT) {
      Path eager = folder.resolve("EagerSink.java");
      Files.copy(EAGER.resolve("EagerSink.java.txt"), eager);
      arguments.add(eager.toString());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    return classes;
  }

  private Path changed(Checkout checkout, Path folder, String source) throws IOException {
    String text = Files.readString(checkout.directory().resolve(ROOT + source + ".java"));
    for (Change change : changes) {
      if (change.source().equals(source)) {
        assertThat(text).as(source).containsOnlyOnce(change.from());
        text = text.replace(change.from(), change.to());
      }
    }
    Path file = folder.resolve("bugged").resolve(source + ".java");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static void replace(Path jar, Path classes) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of());
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path entry = zip.getPath("/" + classes.relativize(file));
        Files.copy(file, entry, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
