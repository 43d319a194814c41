package dev.kcompact.cli.job;

import dev.kcompact.cli.home.Installation;
import dev.kcompact.cli.process.JavaCommand;
import java.util.stream.Stream;

/** A JVM with Flink on its class path, opened to Flink as its own start scripts do. */
public final class FlinkJava {
  private FlinkJava() {}

  /**
   * The command of one of the main classes in {@code cli/flink-cluster}, or of Flink's own.
   *
   * @param heapMib its largest heap in MiB
   * @param directMib its direct memory in MiB
   */
  public static JavaCommand running(
      Installation installation, String main, int heapMib, int directMib) {
    String[] opened =
        Stream.of(
                "io",
                "lang",
                "lang.reflect",
                "math",
                "net",
                "nio",
                "text",
                "time",
                "util",
                "util.concurrent")
            .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED")
            .toArray(String[]::new);
    return JavaCommand.withHeap(installation.flinkClassPath(), main, heapMib)
        .options(opened)
        .options(
            "-Daws.java.v1.disableDeprecationAnnouncement=true",
            "-XX:MaxDirectMemorySize=" + directMib + "m");
  }
}
