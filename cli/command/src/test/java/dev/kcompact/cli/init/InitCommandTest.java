package dev.kcompact.cli.init;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.CapturedRun;
import dev.kcompact.cli.ExitCode;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
  private static final String SECRET = "s3cr3t-0bviously";

  @TempDir private Path folder;

  private void write(String key, String content) throws IOException {
    write(key, content.getBytes(UTF_8));
  }

  private void write(String key, byte[] content) throws IOException {
    Path file = folder.resolve("raw").resolve(key);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private CapturedRun init(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "init",
                "--source",
                folder.resolve("raw").toUri().toString(),
                "--tables",
                folder.resolve("conf").toString()));
    arguments.addAll(List.of(more));
    return CapturedRun.of(arguments.toArray(String[]::new));
  }

  private TableCatalog catalog() {
    return TableCatalog.load(DefinitionFiles.readFolder(folder.resolve("conf")));
  }

  /** Decodes every object by the definitions; counts good rows and corrupt reasons of a table. */
  private Map<String, Integer> decoded(String table) throws Exception {
    BaseTable found = (BaseTable) catalog().table(table).orElseThrow();
    ObjectDecoder decoder = new ObjectDecoder(found, DecodeLimits.DEFAULTS);
    Map<String, Integer> counts = new TreeMap<>();
    Path raw = folder.resolve("raw");
    try (Stream<Path> files = Files.walk(raw)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String key = raw.relativize(file).toString();
        if (found.owns(key)) {
          int unused =
              decoder.decode(
                  key,
                  Files.readAllBytes(file),
                  row -> {
                    counts.merge(row.isCorrupt() ? row.corruptReason() : "good", 1, Integer::sum);
                    if (row.rescued() != null) {
                      counts.merge("rescued", 1, Integer::sum);
                    }
                  });
        }
      }
    }
    return counts;
  }

  private static String lines(int from, int to, String format) {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < to; i++) {
      lines.append(format.replace("#", Integer.toString(i))).append('\n');
    }
    return lines.toString();
  }

  @Test
  void writesDefinitionsThatTheJobTakes() throws Exception {
    for (int day = 1; day <= 3; day++) {
      write(
          "topics/orders/dt=2026-11-0" + day + "/orders+0+000000000" + day + ".json",
          lines(
              100 * day,
              100 * day + 100,
              "{\"id\":#,\"amount\":#.10,\"at\":\"2026-11-01T10:00:00Z\"}"));
    }
    write("topics/orders/dt=2026-11-03/_SUCCESS", "");
    write("lens/pay/0/000000000000.json", lines(0, 9, "{\"id\":#}"));

    CapturedRun run = init("--domain", "shop", "--zone", "America/Sao_Paulo");

    assertThat(run.exit()).as(run.all()).isEqualTo(ExitCode.SUCCESS);
    BaseTable orders = (BaseTable) catalog().table("orders").orElseThrow();
    assertThat(orders.domain()).isEqualTo("shop");
    assertThat(orders.day().toString()).contains("'dt='yyyy-MM-dd", "America/Sao_Paulo");
    assertThat(orders.key()).containsExactly("id");
    assertThat(orders.owns("topics/orders/dt=2026-11-03/_SUCCESS")).isFalse();
    assertThat(decoded("orders")).isEqualTo(Map.of("good", 300));
    assertThat(
            ((BaseTable) catalog().table("pay").orElseThrow()).owns("lens/pay/0/000000000000.json"))
        .isTrue();
    assertThat(run.out())
        .contains("300 of 300", "9 of 9", "a marker", "kcompact check", "kcompact compact")
        .containsPattern("asked for \\d+ LISTs and \\d+ GETs");
  }

  @Test
  void keepsEveryRecordOfMessyTopics() throws Exception {
    String good = lines(0, 990, "{\"id\":#,\"v\":1,\"note\":\"" + SECRET + "\"}");
    write(
        "topics/torn/torn+0+0000000000.json",
        good + lines(0, 10, "{\"id\":#,\"note\":\"" + SECRET));
    write(
        "topics/mixed/mixed+0+0000000000.json",
        lines(0, 50, "{\"v\":#}")
            + lines(0, 50, "{\"v\":\"#\"}")
            + "{\"v\":{\"a\":[1]}}\n{\"v\":[1]}\n{\"v\":true}\n");
    StringBuilder versions = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      versions.append(
          lines(
              0,
              20,
              "{\"id\":#,\"f"
                  + i
                  + "\":"
                  + (i % 2 == 0 ? "1" : "\"x\"")
                  + ",\"same\":"
                  + (i < 5 ? "1" : "1.5")
                  + "}"));
    }
    write("topics/versions/versions+0+0000000000.json", versions.toString());
    write("topics/names/names+0+0000000000.json", lines(0, 3000, "{\"id\":#,\"" + "n#\":#}"));
    write("topics/empty/empty+0+0000000000.json", "");
    byte[] binary = new byte[500];
    new java.util.Random(7).nextBytes(binary);
    write("topics/binary/binary+0+0000000000.bin", binary);
    write("topics/texts/texts+0+0000000000.json", "\"" + SECRET + "\"\n[]\n12\n");

    CapturedRun run = init();

    assertThat(run.exit()).as(run.all()).isEqualTo(ExitCode.SUCCESS);
    assertThat(decoded("torn").get("good")).isEqualTo(990);
    assertThat(decoded("torn").keySet())
        .contains("good")
        .hasSize(2)
        .anyMatch(it -> it.startsWith("malformed"));
    assertThat(decoded("mixed")).isEqualTo(Map.of("good", 103));
    assertThat(decoded("versions")).isEqualTo(Map.of("good", 200));
    assertThat(decoded("names").get("good")).isEqualTo(3000);
    assertThat(decoded("names").get("rescued")).isGreaterThan(2000);
    assertThat(catalog().table("empty")).isPresent();
    assertThat(decoded("binary").values().stream().mapToInt(it -> it).sum()).isPositive();
    assertThat(decoded("texts").values().stream().mapToInt(it -> it).sum()).isEqualTo(3);
    assertThat(run.out()).contains("malformed_json", "mixed types", "rare names", "empty");
    assertThat(run.all()).doesNotContain(SECRET);
    try (Stream<Path> files = Files.walk(folder.resolve("conf"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain(SECRET);
      }
    }
  }

  @Test
  void aSecondRunAddsNewTopicsOnly() throws Exception {
    write("topics/a/a+0+0000000000.json", "{\"x\":1}\n");
    assertThat(init().exit()).isEqualTo(ExitCode.SUCCESS);
    Path schema = folder.resolve("conf/schemas/a.schema.json");
    String edited = Files.readString(schema).replace("integer", "number");
    Files.writeString(schema, edited);
    write("topics/b/b+0+0000000000.json", "{\"x\":1}\n");

    CapturedRun second = init();

    assertThat(second.exit()).isEqualTo(ExitCode.SUCCESS);
    assertThat(second.out()).contains("has the definition a", "Wrote 1 tables");
    assertThat(schema).hasContent(edited);
    assertThat(catalog().table("b")).isPresent();

    assertThat(init("--force", "a").out()).contains("Wrote 1 tables");
    assertThat(Files.readString(schema)).contains("integer");
  }

  @Test
  void findsNothing() throws Exception {
    Files.createDirectories(folder.resolve("raw"));

    CapturedRun run = init();

    assertThat(run.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.err()).contains("Nothing to infer");
  }
}
