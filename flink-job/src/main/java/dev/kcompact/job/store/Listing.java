package dev.kcompact.job.store;

import java.util.List;

/**
 * A page of a listing.
 *
 * @param objects sorted by key
 * @param directories common prefixes that end with a slash; empty unless requested
 * @param more whether more keys follow
 */
public record Listing(List<ListedObject> objects, List<String> directories, boolean more) {
  public Listing {
    objects = List.copyOf(objects);
    directories = List.copyOf(directories);
  }
}
