package dev.kcompact.finalizer.run;

/**
 * Says that a run's changes are undone, kept as {@code undone.json} of that run from before the
 * first partition is restored on. An invocation of Publish that nobody waits for any more finds it
 * and changes nothing.
 *
 * @param version of this format
 * @param by the run that asked for it
 */
public record UndoneDocument(int version, String by) {
  public static final String NAME = "undone.json";
  public static final int VERSION = 1;
}
