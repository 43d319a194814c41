package dev.kcompact.local.job;

import dev.kcompact.local.process.JavaCommand;
import dev.kcompact.local.stack.Home;
import java.util.stream.Stream;

/** A JVM with Flink on its class path, opened to Flink as its own start scripts do. */
public final class FlinkJava {
  private FlinkJava() {}

  /**
   * The command of one of the main classes in {@code local/flink-cluster}, or of Flink's own.
   *
   * @param heapMib its largest heap in MiB
   * @param directMib its direct memory in MiB
   */
  public static JavaCommand running(Home home, String main, int heapMib, int directMib) {
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
    return JavaCommand.withHeap(home.classPath("flink-cluster"), main, heapMib)
        .options(opened)
        .options(
            "-Daws.java.v1.disableDeprecationAnnouncement=true",
            "-XX:MaxDirectMemorySize=" + directMib + "m");
  }
}
