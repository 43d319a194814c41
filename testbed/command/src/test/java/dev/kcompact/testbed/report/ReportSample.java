package dev.kcompact.testbed.report;

import java.nio.file.Path;

/** Writes the constructed runs' pages to the folder in its argument, for work on the page. */
final class ReportSample {
  private ReportSample() {}

  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    print(ReportFixture.referenceDay(), folder.resolve("reference"));
    print(ReportFixture.brokenDay(), folder.resolve("broken"));
    print(ReportFixture.smallDay(), folder.resolve("small"));
  }

  private static void print(RunReport report, Path folder) {
    ReportText.of(report).forEach(System.out::println);
    System.out.println(ReportFiles.write(report, folder).html());
  }
}
