package dev.kcompact.testbed.demo;

import dev.kcompact.testbed.report.RunReport.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures the phases of a run. Not thread-safe. */
final class Phases {
  private final List<Phase> phases = new ArrayList<>();

  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException, InterruptedException;
  }

  <T> T time(String name, Work<T> work) throws IOException, InterruptedException {
    long start = System.nanoTime();
    T result = work.run();
    phases.add(new Phase(name, Duration.ofNanos(System.nanoTime() - start)));
    return result;
  }

  Duration took() {
    return phases.stream().map(Phase::took).reduce(Duration.ZERO, Duration::plus);
  }

  List<Phase> all() {
    return List.copyOf(phases);
  }
}
