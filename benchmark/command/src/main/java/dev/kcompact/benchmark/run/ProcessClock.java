package dev.kcompact.benchmark.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the CPU time of a running process on Linux. */
record ProcessClock(long pid) {
  /** Linux counts in hundredths of a second, independent of the kernel's clock. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TIME = 11;

  /** User and system time of all its threads. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    return parse(stat);
  }

  static double parse(String stat) {
    // The program's name may contain spaces and parentheses; the later fields do not.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
    return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]))
        / TICKS_PER_SECOND;
  }
}
