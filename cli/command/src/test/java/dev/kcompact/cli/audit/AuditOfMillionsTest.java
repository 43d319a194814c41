package dev.kcompact.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heap of the command is enough for whatever is in the bucket. */
class AuditOfMillionsTest {
  @TempDir Path tmp;

  private String audit(String heap, int days, int files, int objects) throws Exception {
    Path output = tmp.resolve("output");
    Process audit =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + heap,
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    AuditOfMillions.class.getName(),
                    Integer.toString(days),
                    Integer.toString(files),
                    Integer.toString(objects)))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int code = audit.waitFor();
    String printed = Files.readString(output, UTF_8);
    System.out.println(printed);
    assertThat(code).as(printed).isZero();
    return printed;
  }

  @Test
  @Tag("long")
  void threeMillionObjectsIn512Megabytes() throws Exception {
    assertThat(audit("512m", 43, 7, 10_000))
        .contains("3010000 objects, 301 files, 3010000 covered, complete true");
  }

  /** The same, smaller: as lists, these objects would need more than the heap. */
  @Test
  @Tag("full")
  void objectsAreNotHeldInMemory() throws Exception {
    assertThat(audit("40m", 10, 5, 6_000))
        .contains("300000 objects, 50 files, 300000 covered, complete true");
  }
}
