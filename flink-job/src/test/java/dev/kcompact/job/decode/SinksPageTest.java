package dev.kcompact.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.naming.PairedObject;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decodes the examples of docs/sinks.md. */
class SinksPageTest {
  private static final Path PAGE = Path.of("../docs/sinks.md");
  private static final Pattern BLOCK = Pattern.compile("(?s)```([a-z ]+)\n(.*?)```");

  static Stream<String> sections() throws IOException {
    return Arrays.stream(Files.readString(PAGE).split("\n## ")).skip(1);
  }

  @Test
  void thePageHasExamples() throws IOException {
    assertThat(sections()).hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @MethodSource("sections")
  void decodesTheExample(String section) throws IOException {
    Map<String, String> blocks =
        BLOCK
            .matcher(section)
            .results()
            .collect(toMap(found -> found.group(1), found -> found.group(2)));

    ExpectedRows.assertDecoded(
        table(required(blocks, "yaml"), required(blocks, "json")),
        required(blocks, "jsonl object"),
        sides(blocks),
        List.of(required(blocks, "jsonl rows").split("\n")));
  }

  private static Map<PairedObject, byte[]> sides(Map<String, String> blocks) {
    Map<PairedObject, byte[]> sides = new EnumMap<>(PairedObject.class);
    for (PairedObject kind : PairedObject.values()) {
      String text = blocks.get("jsonl " + kind.name().toLowerCase(Locale.ROOT));
      if (text != null) {
        sides.put(kind, text.getBytes(UTF_8));
      }
    }
    return sides;
  }

  private static String required(Map<String, String> blocks, String name) {
    assertThat(blocks).containsKey(name);
    return blocks.get(name);
  }

  private static BaseTable table(String definition, String properties) {
    String common =
        "table: t\ndomain: d\nday: { from: last-modified }\nschema: schemas/t.schema.json\n";
    return (BaseTable)
        TableCatalog.load(
                new DefinitionFiles(
                    Map.of(
                        "tables/t.yaml",
                        common + definition,
                        "schemas/t.schema.json",
                        "{\"type\":\"object\",\"properties\":" + properties + "}")))
            .table("t")
            .orElseThrow();
  }
}
