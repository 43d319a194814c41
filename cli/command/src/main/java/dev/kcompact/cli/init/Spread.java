package dev.kcompact.cli.init;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes some of many, evenly. */
final class Spread {
  private Spread() {}

  /** Returns at most {@code most} elements at equal distances, with the first and the last. */
  static <T> List<T> of(List<T> all, int most) {
    if (all.size() <= most) {
      return all;
    }
    List<T> some = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      int index = most == 1 ? 0 : (int) ((long) i * (all.size() - 1) / (most - 1));
      some.add(all.get(index));
    }
    return some;
  }

  /** Returns all in an order of which each beginning is spread: the last, the middle, … */
  static <T> List<T> order(List<T> all) {
    Set<Integer> order = new LinkedHashSet<>();
    for (int parts = 1; parts <= all.size(); parts *= 2) {
      for (int i = parts; i >= 0; i--) {
        order.add((int) ((long) i * (all.size() - 1) / parts));
      }
    }
    for (int i = 0; i < all.size(); i++) {
      order.add(i);
    }
    return order.stream().filter(i -> i >= 0 && i < all.size()).map(all::get).toList();
  }
}
