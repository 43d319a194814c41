package dev.kcompact.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.naming.PairedObject;
import dev.kcompact.contract.table.BaseTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Objects of the shapes that sinks write, each with its definition and the logical values of its
 * columns. A folder of {@code sinks/} has what a definition adds, a JSON Schema, records and the
 * expected rows.
 */
class SinkShapesTest {
  private static final Path SHAPES = Path.of("src/test/resources/dev/kcompact/job/decode/sinks");

  static Stream<String> shapes() throws IOException {
    return Files.list(SHAPES).map(folder -> folder.getFileName().toString()).sorted();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void comesOutAsExpected(String shape) throws IOException {
    Path folder = SHAPES.resolve(shape);
    BaseTable table =
        Schemas.table(
            Files.readString(folder.resolve("definition.yaml")),
            "",
            Files.readString(folder.resolve("schema.json")));

    ExpectedRows.assertDecoded(
        table,
        Files.readString(folder.resolve("objects.txt"), UTF_8),
        sides(folder),
        Files.readAllLines(folder.resolve("expected.jsonl"), UTF_8));
  }

  private static Map<PairedObject, byte[]> sides(Path folder) throws IOException {
    Map<PairedObject, byte[]> sides = new EnumMap<>(PairedObject.class);
    for (PairedObject kind : PairedObject.values()) {
      Path file = folder.resolve(kind.name().toLowerCase(Locale.ROOT) + ".txt");
      if (Files.exists(file)) {
        sides.put(kind, Files.readAllBytes(file));
      }
    }
    return sides;
  }
}
