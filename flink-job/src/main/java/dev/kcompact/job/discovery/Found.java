package dev.kcompact.job.discovery;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a look brought.
 *
 * @param objects never seen before, and in no committed file
 * @param overtaken that a sweep found in no committed file, though their names are not new; they
 *     may be late, or on their way to a file right now
 * @param covered how many unseen objects a committed file has already
 * @param changed names whose content is no longer what a committed file was made of, a few of them
 * @param changedCount how many there are
 * @param sweptCount how many objects a sweep looked at; 0 without a sweep
 * @param listings requests it took
 * @param seen what is to be remembered once the result is taken over
 */
public record Found(
    List<FoundObject> objects,
    List<FoundObject> overtaken,
    long covered,
    List<String> changed,
    long changedCount,
    long sweptCount,
    long listings,
    Seen seen) {
  public Found {
    objects = List.copyOf(objects);
    overtaken = List.copyOf(overtaken);
    changed = List.copyOf(changed);
    requireNonNull(seen, "seen is null");
  }
}
