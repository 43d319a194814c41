package dev.kcompact.job.discovery;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a poll brought.
 *
 * @param objects new ones
 * @param seen what is to be remembered once they are taken over
 */
public record Found(List<FoundObject> objects, Seen seen) {
  public Found {
    objects = List.copyOf(objects);
    requireNonNull(seen, "seen is null");
  }
}
