package dev.kcompact.testbed.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The report's files.
 *
 * @param json report.json
 * @param html report.html
 */
public record ReportFiles(Path json, Path html) {
  /**
   * Writes both, over earlier ones.
   *
   * @param directory created where it does not exist
   */
  public static ReportFiles write(RunReport report, Path directory) {
    Path json = directory.resolve("report.json");
    Path html = directory.resolve("report.html");
    try {
      // Bytes, because writing a text refuses halves of pairs, which a broken name may hold.
      Files.createDirectories(directory);
      Files.write(json, ReportJson.of(report).getBytes(UTF_8));
      Files.write(html, ReportPage.of(report).getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to write the report: " + directory, e);
    }
    return new ReportFiles(json, html);
  }
}
