package dev.kcompact.job.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Lists put together. */
final class Lists {
  private Lists() {}

  static <T> List<T> joined(Collection<T> first, Collection<T> second) {
    List<T> joined = new ArrayList<>(first);
    joined.addAll(second);
    return joined;
  }
}
