package dev.kcompact.testbed.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

public record ReportFiles(Path json, Path html) {
  /**
   * Writes both files, replacing earlier ones.
   *
   * @param directory created if it does not exist
   */
  public static ReportFiles write(RunReport report, Path directory) {
    Path json = directory.resolve("report.json");
    Path html = directory.resolve("report.html");
    try {
      // Written as bytes, because writing text rejects unpaired surrogates, which a broken name may
      // contain.
      Files.createDirectories(directory);
      Files.write(json, ReportJson.of(report).getBytes(UTF_8));
      Files.write(html, ReportPage.of(report).getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to write the report: " + directory, e);
    }
    return new ReportFiles(json, html);
  }
}
