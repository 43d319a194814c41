package dev.kcompact.benchmark.run;

import dev.kcompact.cli.home.Installation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Command lines of child JVMs, with this JVM's version. */
public final class JavaLine {
  /** Flink and Spark use reflection on java.base. */
  private static final List<String> OPENED =
      Stream.of(
              "io",
              "lang",
              "lang.invoke",
              "lang.reflect",
              "math",
              "net",
              "nio",
              "text",
              "time",
              "util",
              "util.concurrent",
              "util.concurrent.atomic")
          .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED")
          .toList();

  private static final List<String> OPENED_FOR_SPARK =
      Stream.of("sun.nio.ch", "sun.nio.cs", "sun.security.action", "sun.util.calendar")
          .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
          .toList();

  private JavaLine() {}

  /**
   * @param options JVM options other than the maximum heap
   */
  public static List<String> of(
      int heapMib, List<String> options, String classPath, String mainClass, List<String> more) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xmx" + heapMib + "m");
    line.addAll(options);
    line.addAll(List.of("-cp", classPath, mainClass));
    line.addAll(more);
    return line;
  }

  /** The {@code kcompact} command, as the launcher script starts it. */
  public static List<String> kcompact(Installation installation, List<String> arguments) {
    return of(
        512,
        List.of("-XX:+UseSerialGC", "-D" + Installation.PROPERTY + "=" + installation.directory()),
        installation.directory().resolve("lib") + "/*",
        "dev.kcompact.cli.KcompactCommand",
        arguments);
  }

  /** The options for peers that use reflection. */
  static List<String> opened() {
    return Stream.concat(OPENED.stream(), OPENED_FOR_SPARK.stream()).toList();
  }
}
