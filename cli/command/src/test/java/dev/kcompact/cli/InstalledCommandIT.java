package dev.kcompact.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the zip as users do: unpacked into a folder with spaces in its name, without Maven, Python
 * or a checkout.
 */
class InstalledCommandIT {
  private static final Path TARGET = Path.of(System.getProperty("basedir", ".")).resolve("target");
  private static final long TIMEOUT_MINUTES = 8;

  /** Programs that the script calls, apart from Java; some shells have them built in. */
  private static final List<String> PROGRAMS = List.of("dirname", "readlink");

  private static final String DEFINITION =
      """
      table: clicks
      domain: web
      description: Clicks
      source:
        topic: clicks
        prefix: topics/clicks/
        naming: confluent
      day:
        from: path
        layout: "'year='yyyy'/month='MM'/day='dd"
        zone: UTC
      schema: schemas/clicks.schema.json
      key: [id]
      order: [id]
      """;

  private static final String SCHEMA =
      """
      {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Clicks",
       "type": "object", "required": ["id"],
       "properties": {"id": {"type": "integer", "description": "Number"},
                      "page": {"type": "string", "description": "Page"}}}
      """;

  @TempDir private static Path temporary;
  private static Path folder;
  private static Path installed;

  private record Result(int exit, String output) {}

  @BeforeAll
  static void unpack() throws IOException {
    // URI encoding must not apply to these characters in a location.
    folder = Files.createDirectories(temporary.resolve("50% of %20 folders"));
    Path unpacked = Files.createDirectories(folder.resolve("an empty folder"));
    try (FileSystem zip =
            FileSystems.newFileSystem(zip(), Map.of("enablePosixFileAttributes", true));
        Stream<Path> entries = Files.walk(zip.getPath("/"))) {
      for (Path entry : entries.filter(Files::isRegularFile).toList()) {
        Path file = unpacked.resolve(entry.toString().substring(1));
        Files.createDirectories(file.getParent());
        Files.copy(entry, file);
        Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(entry));
      }
    }
    try (Stream<Path> roots = Files.list(unpacked)) {
      installed = roots.toList().get(0);
    }
    Path programs = Files.createDirectories(folder.resolve("programs"));
    for (String program : PROGRAMS) {
      Files.createSymbolicLink(programs.resolve(program), Path.of("/usr/bin").resolve(program));
    }
    write("conf/tables/clicks.yaml", DEFINITION);
    write("conf/schemas/clicks.schema.json", SCHEMA);
    Files.createDirectories(folder.resolve("nothing"));
  }

  private static Path zip() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files
          .filter(file -> file.getFileName().toString().matches("kcompact-\\d.*\\.zip"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Result run(String command, String source, String... more) throws Exception {
    List<String> line = new ArrayList<>(List.of(installed.resolve("bin/kcompact").toString()));
    line.add(command);
    line.addAll(List.of("--source", "file://" + folder.resolve(source)));
    if (!List.of(more).contains("--lake")) {
      line.addAll(List.of("--lake", "file://" + folder.resolve("lake")));
    }
    line.addAll(List.of(more));
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.resolve("nothing").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", folder.resolve("programs").toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)).as(command).isTrue();
      return new Result(process.exitValue(), Files.readString(output, UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void hasACompletionScriptOfEveryCommand() throws IOException {
    String script = Files.readString(installed.resolve("completion/kcompact"));

    assertThat(script).contains("complete -F _complete_kcompact", "--max-reject", "--parallelism");
    KcompactCommand.commandLine().getSubcommands().values().stream()
        .filter(command -> !command.getCommandSpec().usageMessage().hidden())
        .forEach(command -> assertThat(script).contains(command.getCommandName()));
  }

  @Test
  void compactsAndAuditsWithAJavaRuntimeOnly() throws Exception {
    for (int day = 21; day <= 22; day++) {
      String name =
          "raw/topics/clicks/year=2026/month=11/day=%d/clicks+0+%010d.json".formatted(day, day);
      write(name, "{\"id\":%d,\"page\":\"/a\"}\n{\"id\":%d}\n".formatted(2 * day, 2 * day + 1));
    }

    String[] tables = {"--tables", folder.resolve("conf").toString()};
    Result compacted = run("compact", "raw", tables);
    assertThat(compacted.exit()).as(compacted.output()).isZero();
    assertThat(compacted.output()).contains("2 objects", "4 rows, 0 of them corrupt");
    Result complete = run("audit", "raw", tables);
    assertThat(complete.exit()).as(complete.output()).isZero();

    write("lake/_kcompact/conf/tables/clicks.yaml", DEFINITION);
    write("lake/_kcompact/conf/schemas/clicks.schema.json", SCHEMA);
    Result byTheLake = run("audit", "raw");
    assertThat(byTheLake.exit()).as(byTheLake.output()).isZero();
  }

  @Test
  @Tag("full")
  void failsWithoutDefinitionsOrObjects() throws Exception {
    write("other/topics/clicks/clicks+0+0000000001.json", "{\"id\":1}\n");
    Result undefined = run("compact", "other", "--lake", "file://" + folder.resolve("nothing"));
    assertThat(undefined.exit()).as(undefined.output()).isEqualTo(ExitCode.FAILURE);
    assertThat(undefined.output()).contains("--tables", "nothing/_kcompact/conf/tables/");

    Result empty = run("audit", "nothing", "--tables", folder.resolve("conf").toString());
    assertThat(empty.exit()).as(empty.output()).isNotZero();
  }
}
