package dev.kcompact.job.lease;

/** Whether this job holds the lease on a lake. */
public sealed interface LeaseState {
  /**
   * This job holds it and may write.
   *
   * @param epoch number of the holder; grows with every new one
   */
  record Held(long epoch) implements LeaseState {}

  /**
   * Another job wrote last and did not release the lease; it may have failed. If it does not renew
   * the lease within its duration, this job acquires it.
   *
   * @param holder description of the other job, for people
   */
  record Waiting(String holder) implements LeaseState {}

  /**
   * Another job is running and holds it; this one must stop.
   *
   * @param holder description of the other job, for people
   */
  record HeldByOther(String holder) implements LeaseState {}
}
