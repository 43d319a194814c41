package dev.kcompact.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.CapturedRun;
import dev.kcompact.cli.process.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What records hold is in no line and no report, unless the user asks for it. */
class SecretsTest {
  /** Records in which %s is what nobody may see. */
  private static final List<String> RECORDS =
      List.of(
          "{\"id\":1,\"status\":\"%s\"}",
          "{\"id\":1,\"status\":\"NEW\",\"amount\":\"%s\"}",
          "{\"id\":\"%s\",\"status\":\"NEW\"}",
          "{\"id\":1,\"status\":\"NEW\",\"unknown\":{\"x\":\"%s\"}}",
          "{\"id\":1,\"status\":\"NEW\",\"tags\":{\"%s\":5}}",
          "{\"id\":1,\"status\":\"NEW\",\"tags\":{\"%s\":\"x\"}}",
          "{\"id\":1,\"status\":\"NEW\",\"by\":{\"%s\":{\"m\":1}}}",
          "{\"id\":1,\"status\":\"NEW\",\"by\":{\"%s\":{\"n\":\"x\"}}}",
          "{\"id\":1,\"status\":\"NEW\",\"lines\":[{\"sku\":{\"a\":\"%s\"}}]}",
          "%s",
          "{\"%s",
          "[\"%s\"]",
          "\"%s\"");

  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(12).ofMaxLength(20);
  }

  @Provide
  Arbitrary<List<String>> records() {
    return Arbitraries.of(RECORDS).list().ofMinSize(1).ofMaxSize(12);
  }

  @Property(tries = 12)
  void areNotShown(@ForAll("records") List<String> records, @ForAll("secrets") String secret)
      throws IOException {
    Path tmp = Files.createTempDirectory("secrets");
    try {
      CheckedFolder folder = new CheckedFolder(tmp);
      String text = String.join("\n", records).replace("%s", secret);
      folder.put(21, 0, 0, text);

      CapturedRun run = folder.check();

      assertThat(run.all()).contains("records: ").doesNotContain(secret);
      assertThat(Files.readString(folder.report())).doesNotContain(secret);
    } finally {
      Directories.delete(tmp);
    }
  }
}
