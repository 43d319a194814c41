package dev.kcompact.cli.job;

import dev.kcompact.cli.home.Installation;
import dev.kcompact.cli.process.JavaCommand;
import java.util.stream.Stream;

/** A JVM with Flink on its class path and the {@code --add-opens} of Flink's start scripts. */
public final class FlinkJava {
  private FlinkJava() {}

  /** The command for a main class in {@code cli/flink-cluster} or in Flink. */
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
