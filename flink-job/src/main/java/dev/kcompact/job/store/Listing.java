package dev.kcompact.job.store;

import java.util.List;

/**
 * One page of a listing.
 *
 * @param objects in the order of their keys
 * @param directories common prefixes, with a slash at the end; empty unless requested
 * @param more whether further keys follow
 */
public record Listing(List<ListedObject> objects, List<String> directories, boolean more) {
  public Listing {
    objects = List.copyOf(objects);
    directories = List.copyOf(directories);
  }
}
