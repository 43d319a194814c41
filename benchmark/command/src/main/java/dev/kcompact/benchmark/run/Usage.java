package dev.kcompact.benchmark.run;

/**
 * What a run took.
 *
 * @param wallSeconds from its start to its end
 * @param cpuSeconds of all its processes, user and system
 * @param rssMb most memory that one of its processes held, in MB
 */
public record Usage(double wallSeconds, double cpuSeconds, double rssMb) {
  public Usage {
    if (wallSeconds < 0 || cpuSeconds < 0 || rssMb < 0) {
      throw new IllegalArgumentException(
          "a usage is negative: " + wallSeconds + " s, " + cpuSeconds + " CPU s, " + rssMb + " MB");
    }
  }
}
