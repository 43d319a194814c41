package dev.kcompact.cli.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds the command line of a Java server that exits with this process. */
public final class JavaCommand {
  private static final String GUARD = "dev.kcompact.cli.guard.Guarded";

  private final List<String> options = new ArrayList<>();
  private final String classPath;
  private final String mainClass;

  private JavaCommand(String classPath, String mainClass) {
    this.classPath = classPath;
    this.mainClass = mainClass;
  }

  /** The class path must contain the guard. */
  public static JavaCommand withHeap(String classPath, String mainClass, int heapMib) {
    if (heapMib < 16) {
      throw new IllegalArgumentException("Heap is below 16 MiB: " + heapMib);
    }
    return new JavaCommand(classPath, mainClass).options("-Xmx" + heapMib + "m");
  }

  /**
   * For a server whose heap is set by JAVA_TOOL_OPTIONS, which options on the command line would
   * override. The class path must contain the guard.
   */
  public static JavaCommand withHeapOfItsEnvironment(String classPath, String mainClass) {
    return new JavaCommand(classPath, mainClass);
  }

  public JavaCommand options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** The command line with the server's arguments. */
  public List<String> with(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java().toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, GUARD, mainClass));
    command.addAll(arguments);
    return command;
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
