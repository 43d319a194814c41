package dev.kcompact.benchmark.run;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A peer in a separate JVM, which is started for each run. */
record PeerSubject(
    String name,
    MeasuredProcess processes,
    String classPath,
    String mainClass,
    int heapMib,
    List<String> options,
    Map<String, String> environment,
    Set<Storage> storages,
    Function<Task, List<String>> arguments)
    implements Subject {
  PeerSubject {
    options = List.copyOf(options);
    environment = Map.copyOf(environment);
    storages = Set.copyOf(storages);
  }

  @Override
  public boolean supports(Storage storage) {
    return storages.contains(storage);
  }

  @Override
  public Outcome run(Task task) throws IOException, InterruptedException {
    Usage usage =
        processes.run(
            name,
            JavaLine.of(heapMib, options, classPath, mainClass, arguments.apply(task)),
            environment,
            task.work().resolve(name + ".log"));
    return new Outcome(usage, task.outputFolder() + "/%s/**/*.parquet", task.outputFolder());
  }
}
