package dev.kcompact.job.compact;

/** What becomes of a group with an object that was deleted after it had been listed. */
public enum GonePolicy {
  /** The object is left out, counted and logged; nothing of it can be read any more. */
  SKIP,
  /** The job fails, and says which object it misses. */
  FAIL
}
