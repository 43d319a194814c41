package dev.kcompact.benchmark.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.benchmark.run.S3Place.Requests;
import dev.kcompact.benchmark.run.Storage;
import dev.kcompact.benchmark.run.Usage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  private static Result disk(String subject, int run, double cpu) {
    return new Result(
        subject, Storage.DISK, 0, run, new Usage(2 * cpu, cpu, 100), null, 40, 5_000_000, "aa");
  }

  private static Result s3(String subject, int run, double cpu) {
    return new Result(
        subject,
        Storage.S3,
        20,
        run,
        new Usage(10, cpu, 100),
        new Requests(7, 0, 2, 3),
        40,
        5_000_000,
        "aa");
  }

  private static final Results RESULTS =
      new Results(
          List.of(
              disk("kcompact", 1, 4),
              disk("duckdb", 1, 2),
              disk("kcompact", 2, 30),
              disk("duckdb", 2, 10),
              disk("kcompact", 3, 5),
              disk("duckdb", 3, 5),
              s3("kcompact", 1, 8)));

  @Test
  void aRatioIsTheMedianOfTheRounds() {
    assertThat(RESULTS.ratio("kcompact", "duckdb", Storage.DISK, r -> r.usage().cpuSeconds()))
        .as("of 2, 3 and 1, not of the medians 5 and 5")
        .hasValue(2);
    assertThat(RESULTS.ratio("kcompact", "duckdb", Storage.S3, r -> r.usage().cpuSeconds()))
        .as("nothing is compared with a run on another storage")
        .isEmpty();
  }

  @Test
  void outputsThatAgreeAreNotMentioned() {
    assertThat(RESULTS.disagreements(Storage.DISK, 40)).isEmpty();
  }

  @Test
  void namesSubjectsThatDiffer() {
    Result odd = new Result("duckdb", Storage.DISK, 0, 4, new Usage(1, 1, 1), null, 40, 1, "bb");
    Result few = new Result("spark", Storage.DISK, 0, 4, new Usage(1, 1, 1), null, 39, 1, "aa");
    Results results = new Results(List.of(disk("kcompact", 1, 1), disk("floor", 1, 1), odd, few));
    assertThat(results.disagreements(Storage.DISK, 40))
        .containsExactly(
            "duckdb on disk, run 4: 40 rows, hash bb; expected 40 rows, hash aa",
            "spark on disk, run 4: 39 rows, hash aa; expected 40 rows, hash aa");
  }

  @Test
  void theFileListsEveryRunWithItsRatios(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("results.json");
    RESULTS.write(file);
    JsonNode list = new ObjectMapper().readTree(file.toFile());
    assertThat(list).hasSize(7);
    assertThat(list.get(2).toString())
        .isEqualTo(
            "{\"subject\":\"kcompact\",\"storage\":\"disk\",\"latency_ms\":0,\"run\":2,"
                + "\"wall_s\":60.0,\"cpu_s\":30.0,\"rss_mb\":100.0,\"gets\":null,\"heads\":null,"
                + "\"lists\":null,\"puts\":null,\"rows\":40,\"output_bytes\":5000000,"
                + "\"hash\":\"aa\",\"cpu_ratio_to\":{\"duckdb\":3.0},"
                + "\"wall_ratio_to\":{\"duckdb\":3.0}}");
    assertThat(list.get(6).toString())
        .isEqualTo(
            "{\"subject\":\"kcompact\",\"storage\":\"s3\",\"latency_ms\":20,\"run\":1,"
                + "\"wall_s\":10.0,\"cpu_s\":8.0,\"rss_mb\":100.0,\"gets\":7,\"heads\":0,"
                + "\"lists\":2,\"puts\":3,\"rows\":40,\"output_bytes\":5000000,"
                + "\"hash\":\"aa\",\"cpu_ratio_to\":{},\"wall_ratio_to\":{}}");
  }

  @Test
  void theTableShowsMediansAndRatios() {
    assertThat(new ResultTable(RESULTS).text())
        .isEqualTo(
            """
            | storage | subject  | wall s | CPU s | RSS MB | GET | HEAD | LIST | PUT | output MB |
            | ------- | -------- | ------ | ----- | ------ | --- | ---- | ---- | --- | --------- |
            | disk    | kcompact | 10.0   | 5.0   | 100    | -   | -    | -    | -   | 5.00      |
            | disk    | duckdb   | 10.0   | 5.0   | 100    | -   | -    | -    | -   | 5.00      |
            | s3      | kcompact | 10.0   | 8.0   | 100    | 7   | 0    | 2    | 3   | 5.00      |

            CPU seconds on disk, row by column

            |          | kcompact | duckdb |
            | -------- | -------- | ------ |
            | kcompact | 1.00     | 2.00   |
            | duckdb   | 0.50     | 1.00   |

            Wall clock on disk, row by column

            |          | kcompact | duckdb |
            | -------- | -------- | ------ |
            | kcompact | 1.00     | 2.00   |
            | duckdb   | 0.50     | 1.00   |
            """);
  }
}
