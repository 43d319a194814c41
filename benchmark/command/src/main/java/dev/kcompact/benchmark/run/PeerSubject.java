package dev.kcompact.benchmark.run;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A peer in a JVM of its own, started cold for each run. */
record PeerSubject(String name, Program program, MeasuredProcess processes) implements Subject {
  /**
   * How its JVM is started.
   *
   * @param storages those that it can use
   * @param arguments of a task
   */
  record Program(
      String classPath,
      String mainClass,
      int heapMib,
      List<String> options,
      Map<String, String> environment,
      Set<Storage> storages,
      Function<Task, List<String>> arguments) {
    Program {
      options = List.copyOf(options);
      environment = Map.copyOf(environment);
      storages = Set.copyOf(storages);
    }
  }

  @Override
  public boolean supports(Storage storage) {
    return program.storages().contains(storage);
  }

  @Override
  public Outcome run(Task task) throws IOException, InterruptedException {
    Usage usage =
        processes.run(
            name,
            JavaLine.of(
                program.heapMib(),
                program.options(),
                program.classPath(),
                program.mainClass(),
                program.arguments().apply(task)),
            program.environment(),
            task.work().resolve(name + ".log"));
    return new Outcome(usage, task.outputFolder() + "/%s/**/*.parquet", task.outputFolder());
  }
}
