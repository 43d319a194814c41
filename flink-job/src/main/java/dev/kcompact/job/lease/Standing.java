package dev.kcompact.job.lease;

/** How a job stands with a lake. */
public sealed interface Standing {
  /**
   * It may write.
   *
   * @param epoch grows with every owner
   */
  record Held(long epoch) implements Standing {}

  /**
   * Another job wrote it last and has not given it back; it may be dead. If it shows no life for
   * the lease's duration, the lake is taken over.
   *
   * @param other for people
   */
  record Waiting(String other) implements Standing {}

  /**
   * Another job is alive and writes it; this one must stop.
   *
   * @param other for people
   */
  record Taken(String other) implements Standing {}
}
