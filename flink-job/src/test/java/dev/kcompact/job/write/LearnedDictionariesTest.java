package dev.kcompact.job.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.job.table.JobTables;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dictionaries that did not pay off are not created for a while. */
class LearnedDictionariesTest {
  private static final JobTables TABLES =
      CompactedFiles.tables(
          "id",
          """
          {"type":"object","properties":{
            "id":{"type":"integer"},
            "city":{"type":"string"},
            "free":{"type":"string"},
            "half":{"type":"string"},
            "none":{"type":"string"}}}
          """);
  private static final int ROWS = 30_000;

  private final LearnedDictionaries learned = new LearnedDictionaries();
  private int files;

  @TempDir Path folder;

  /** Those of city, free, half and none that get a dictionary in such a file. */
  private Set<String> dictionaries(int rows, IntFunction<String> free) throws Exception {
    Path file = folder.resolve(files++ + ".parquet");
    String text =
        IntStream.range(0, rows)
            .mapToObj(
                i ->
                    "{\"id\":%d,\"city\":\"C%d\",\"free\":\"%s\",\"half\":\"%d\"}"
                        .formatted(i, i % 50, free.apply(i), i * 31L % 9973))
            .collect(Collectors.joining("\n"));
    try (FSDataOutputStream stream = CompactedFiles.create(file)) {
      GroupFileWriter writer = new GroupFileWriter(stream, TABLES, WriterOptions.DEFAULTS, learned);
      CompactedFiles.write(
          writer,
          TABLES.baseTable("t"),
          Map.of("topics/t/t+0+0000000000.json", text.getBytes(UTF_8)));
    }
    return CompactedFiles.footer(file).getRow_groups().get(0).getColumns().stream()
        .map(ColumnChunk::getMeta_data)
        .filter(column -> column.getEncodings().contains(Encoding.PLAIN_DICTIONARY))
        .map(column -> String.join(".", column.getPath_in_schema()))
        .filter(Set.of("city", "free", "half", "none")::contains)
        .collect(Collectors.toSet());
  }

  private static String distinct(int row) {
    return "text that nobody writes twice " + row * 7919L;
  }

  private static String repeated(int row) {
    return "S" + row % 3;
  }

  @Test
  void givesUpDictionariesThatDoNotPay() throws Exception {
    assertThat(dictionaries(ROWS, LearnedDictionariesTest::distinct)).contains("city", "half");

    assertThat(learned.chosen("t", Set.of("city", "free", "half", "none")))
        .containsExactlyInAnyOrder("city", "none");
    assertThat(dictionaries(ROWS, LearnedDictionariesTest::repeated)).containsExactly("city");
  }

  @Test
  void learnsNothingFromAFewRows() throws Exception {
    dictionaries(LearnedDictionaries.MIN_ROWS - 1, LearnedDictionariesTest::distinct);

    assertThat(learned.chosen("t", Set.of("free", "half")))
        .containsExactlyInAnyOrder("free", "half");
  }

  @Test
  void learnsForEachTableAlone() throws Exception {
    dictionaries(ROWS, LearnedDictionariesTest::distinct);

    assertThat(learned.chosen("other", Set.of("free"))).containsExactly("free");
  }

  @Test
  void triesAgainAfterManyFiles() throws Exception {
    dictionaries(ROWS, LearnedDictionariesTest::distinct);
    for (int file = 1; file < LearnedDictionaries.MEMORY_FILES; file++) {
      assertThat(learned.chosen("t", Set.of("free"))).isEmpty();
      dictionaries(LearnedDictionaries.MIN_ROWS, LearnedDictionariesTest::repeated);
    }

    assertThat(learned.chosen("t", Set.of("free"))).containsExactly("free");
  }
}
