package dev.kcompact.job.compact;

/** What happens to a group with an object that was deleted after it was listed. */
public enum MissingObjectPolicy {
  /** The object is left out, counted and logged. */
  SKIP,
  /** The job fails with the object's location. */
  FAIL
}
