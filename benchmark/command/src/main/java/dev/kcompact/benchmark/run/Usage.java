package dev.kcompact.benchmark.run;

/**
 * Resource usage of a run: user and system time of all its processes, and the peak memory of the
 * largest.
 */
public record Usage(double wallSeconds, double cpuSeconds, double rssMb) {
  public Usage {
    if (wallSeconds < 0 || cpuSeconds < 0 || rssMb < 0) {
      throw new IllegalArgumentException(
          "usage is negative: " + wallSeconds + " s, " + cpuSeconds + " CPU s, " + rssMb + " MB");
    }
  }
}
