package dev.kcompact.testbed.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.testbed.KcompactTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sends records of every shape through a Kafka Connect worker, and runs the packaged job on what
 * its sinks wrote. The command compares every value with what was sent; here, the objects are
 * checked to be of the shapes that this is about.
 */
@Tag("full")
class ConnectIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path work;

  private static Path source;
  private static int exit;

  @BeforeAll
  static void run() {
    exit = KcompactTool.run("demo", "--connect", "--work", work.toString());
    source = work.resolve("s3").resolve("kconnect");
  }

  @Test
  void everyValueIsAsSent() {
    assertThat(exit).isEqualTo(ExitCode.SUCCESS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "topics/typed/year=2026/month=11/day=2[23]/hour=\\d\\d/typed\\+[01]\\+\\d{10}\\.json\\.gz"
            + ";\\{\"id\":\\d+,\"price\":\"[A-Za-z0-9+/=]+\",.*\"d\":-?\\d+,\"t\":\\d+,\"ts\":-?\\d+.*",
        "topics/loose/partition=[01]/loose\\+[01]\\+\\d{10}\\.json"
            + ";\\{.*\"money\":\\d+\\.\\d+(E\\d+)?[,}].*",
        "topics/texts/partition=[01]/texts\\+[01]\\+\\d{10}\\.json"
            + ";\"\\{ \\\\\"id\\\\\": \\d+.*\\}\"",
        "topics/changes/dt=2026-11-2[23]/changes\\+[01]\\+\\d{10}\\.json"
            + ";\\{\"before\":.*,\"after\":.*,\"source\":\\{.*\"op\":\"[rcud]\".*",
        "topics/keyed/dt=2026-11-2[23]/keyed\\+[01]\\+\\d{10}\\.json\\.gz"
            + ";\\{\"id\":\\d+,\"status\":.*",
        "topics/keyed/dt=2026-11-2[23]/keyed\\+[01]\\+\\d{10}\\.keys\\.json\\.gz;\\{\"id\":\\d+\\}",
        "topics/keyed/dt=2026-11-2[23]/keyed\\+[01]\\+\\d{10}\\.headers\\.json\\.gz"
            + ";\\{\"headers\":\\[\\{\"key\":\"source\",\"value\":\"app\"\\},.*",
        "topics/keyed/tombstone/keyed\\+[01]\\+\\d{10}\\.keys\\.json\\.gz;\\{\"id\":\\d+\\}",
        "events/events-[01]-\\d+\\.jsonl\\.gz"
            + ";\\{\"key\":\\{\"id\":\\d+\\},\"value\":(null|\\{.*),\"offset\":\\d+,.*",
        "plain/dt=2026-11-2[23]/plain-000000000[01]-\\d{20}\\.json;\\[|\\]|\\{.*\\},?",
        "topics/wrapped/partition=[01]/wrapped\\+[01]\\+\\d{10}\\.bin"
            + ";\\{\"schema\":\\{.*\\},\"payload\":\\{.*\\}\\}"
      })
  void objectsAreLaidOutAsTheSinksDo(String name, String line) throws IOException {
    List<Path> objects = objects(name);
    assertThat(objects).as(name).hasSizeGreaterThan(1);
    for (Path object : objects) {
      assertThat(lines(object))
          .as("%s", object)
          .isNotEmpty()
          .allMatch(Pattern.compile(line).asMatchPredicate());
    }
  }

  private static List<Path> objects(String name) throws IOException {
    Pattern pattern = Pattern.compile(name);
    try (Stream<Path> files = Files.walk(source)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> pattern.matcher(key(file)).matches())
          .toList();
    }
  }

  private static String key(Path file) {
    return source.relativize(file).toString();
  }

  private static List<String> lines(Path object) throws IOException {
    try (InputStream stored = Files.newInputStream(object);
        InputStream content =
            object.toString().endsWith(".gz") ? new GZIPInputStream(stored) : stored) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
