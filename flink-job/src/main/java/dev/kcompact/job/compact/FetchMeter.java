package dev.kcompact.job.compact;

/** Is told how fetching goes on. Called in the task's thread. */
interface FetchMeter {
  /** What is in flight now, or fetched and not decoded yet. */
  void inFlight(int objects, long bytes);

  /** The task had nothing to do but wait for an object. */
  void waited(long nanos);

  /** More could have been asked for, but for the bound on bytes. */
  void heldBack();
}
