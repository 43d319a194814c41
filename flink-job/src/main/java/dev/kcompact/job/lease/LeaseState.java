package dev.kcompact.job.lease;

/** Whether this job holds the lease on a lake. */
public sealed interface LeaseState {
  /** This job holds the lease and may write; {@code epoch} increases with every holder. */
  record Held(long epoch) implements LeaseState {}

  /**
   * Another job, which may have failed, did not release the lease. This job acquires the lease
   * unless it is renewed within its duration.
   */
  record Waiting(String holder) implements LeaseState {}

  /** Another job is running and holds the lease; this job must stop. */
  record HeldByOther(String holder) implements LeaseState {}
}
