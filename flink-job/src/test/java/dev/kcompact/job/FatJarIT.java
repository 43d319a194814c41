package dev.kcompact.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar for Managed Flink: required and forbidden content, and its start. */
@Tag("full")
class FatJarIT {
  private static final long MOST_BYTES = 60_000_000;

  /** Flink jars inside the fat jar; the runtime provides all others. */
  private static final Pattern CONNECTOR =
      Pattern.compile("flink-(connector-(files|base|kafka)|parquet)-.*");

  private static final Pattern PROVIDED = Pattern.compile("(flink-|slf4j-|log4j-).*\\.jar");

  /** Classes that would shadow those of the runtime or are included by accident. */
  private static final List<String> FORBIDDEN =
      List.of(
          "org/apache/flink/api/",
          "org/apache/flink/client/",
          "org/apache/flink/core/",
          "org/apache/flink/fs/",
          "org/apache/flink/runtime/",
          "org/apache/flink/shaded/",
          "org/apache/flink/state/",
          "org/apache/flink/streaming/api/environment/",
          "org/apache/flink/streaming/runtime/",
          "org/apache/hadoop/fs/s3a/",
          "org/apache/log4j/",
          "org/apache/logging/",
          "org/apache/commons/logging/",
          "org/slf4j/",
          "ch/qos/logback/",
          "com/esotericsoftware/",
          "org/rocksdb/",
          "scala/",
          "org/junit/",
          "dev/kcompact/finalizer/",
          "dev/kcompact/cli/",
          "dev/kcompact/testbed/");

  private static Path jar = Path.of("");
  private static Map<String, Long> entries = Map.of();

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      jar = files.filter(file -> file.toString().endsWith("-fat.jar")).findFirst().orElseThrow();
    }
    entries = entries(jar);
  }

  private static Map<String, Long> entries(Path file) throws IOException {
    try (JarFile open = new JarFile(file.toFile())) {
      return open.stream()
          .filter(entry -> !entry.isDirectory())
          .collect(
              Collectors.toMap(
                  JarEntry::getName, JarEntry::getCompressedSize, (one, other) -> one));
    }
  }

  @Test
  void containsNothingOfTheRuntimeOrOfOtherModules() {
    assertThat(FORBIDDEN)
        .allSatisfy(
            prefix ->
                assertThat(entries.keySet()).as(prefix).noneMatch(name -> name.startsWith(prefix)));
    assertThat(entries.keySet())
        .as("the S3 plugin")
        .noneMatch(name -> name.contains("S3FileSystemFactory"));
  }

  /**
   * If jar and runtime contain the same class, the runtime loads its own version. The file
   * connector contains such classes. They must be equal, or the job was built for another runtime.
   */
  @Test
  void noClassDiffersFromTheRuntimes() throws IOException {
    Map<String, Long> carried = checksums(jar);
    int jars = 0;
    for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String name = Path.of(element).getFileName().toString();
      if (PROVIDED.matcher(name).matches() && !CONNECTOR.matcher(name).matches()) {
        jars++;
        assertThat(checksums(Path.of(element)))
            .as(name)
            .allSatisfy(
                (entry, sum) -> assertThat(carried.getOrDefault(entry, sum)).isEqualTo(sum));
      }
    }
    assertThat(jars).as("jars of the runtime on the class path").isGreaterThan(10);
  }

  private static Map<String, Long> checksums(Path file) throws IOException {
    try (JarFile open = new JarFile(file.toFile())) {
      return open.stream()
          .filter(entry -> entry.getName().endsWith(".class"))
          .filter(entry -> !entry.getName().startsWith("META-INF/"))
          .collect(Collectors.toMap(JarEntry::getName, JarEntry::getCrc, (one, other) -> one));
    }
  }

  @Test
  void containsWhatTheRuntimeLacks() {
    assertThat(entries)
        .containsKeys(
            "dev/kcompact/job/CompactionJob.class",
            "org/apache/flink/connector/file/sink/FileSink.class",
            "org/apache/flink/connector/kafka/sink/KafkaSink.class",
            "org/apache/hadoop/conf/Configuration.class",
            "software/amazon/awssdk/services/sts/StsClient.class",
            "software/amazon/msk/auth/iam/IAMLoginModule.class",
            "linux/amd64/libzstd-jni-1.5.7-6.so");
  }

  @Test
  void namesItsMainClassAndStaysSmall() throws IOException {
    try (JarFile open = new JarFile(jar.toFile())) {
      assertThat(open.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("dev.kcompact.job.CompactionJob");
    }
    System.out.println(sizes());
    assertThat(Files.size(jar)).isLessThan(MOST_BYTES);
  }

  /** Size of the jar and of its largest libraries by package. */
  private static String sizes() throws IOException {
    Map<String, Long> parts = new TreeMap<>();
    Pattern library = Pattern.compile("(?:META-INF/versions/\\d+/)?([^/]+/[^/]+(?:/[^/]+)?)/.*");
    entries.forEach(
        (name, bytes) -> {
          Matcher matcher = library.matcher(name);
          parts.merge(matcher.matches() ? matcher.group(1) : "other", bytes, Long::sum);
        });
    Map<String, Long> largest = new LinkedHashMap<>();
    parts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(12)
        .forEach(entry -> largest.put(entry.getKey(), entry.getValue()));
    return String.format(Locale.ROOT, "%s: %.1f MB", jar.getFileName(), Files.size(jar) / 1e6)
        + largest.entrySet().stream()
            .map(
                part ->
                    String.format(
                        Locale.ROOT, "%n  %5.1f  %s", part.getValue() / 1e6, part.getKey()))
            .collect(Collectors.joining());
  }

  /** Without arguments, the job reads the file of Managed Flink. */
  @Test
  void withoutArgumentsItReadsManagedFlinksFile(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("log");
    String runtime =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                element -> PROVIDED.matcher(Path.of(element).getFileName().toString()).matches())
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                jar + File.pathSeparator + runtime,
                "dev.kcompact.job.CompactionJob")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, SECONDS)).isTrue();
      assertThat(process.exitValue()).isNotZero();
      assertThat(Files.readString(log, UTF_8))
          .contains("No runtime properties: /etc/flink/application_properties.json;");
    } finally {
      process.destroyForcibly();
    }
  }
}
