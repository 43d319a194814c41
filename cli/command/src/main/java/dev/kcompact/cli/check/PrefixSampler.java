package dev.kcompact.cli.check;

import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.ObjectStore.Listed;
import dev.kcompact.cli.store.ObjectStore.Page;
import dev.kcompact.cli.store.ObjectStore.PageRequest;
import dev.kcompact.contract.naming.ObjectName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Lists keys below a prefix within a number of LISTs. Where these do not suffice for every key, it
 * takes directories that are spread evenly, and keys of each partition in them, with growing gaps.
 */
final class PrefixSampler {
  /** Names sort by their offset behind this. */
  private static final String AFTER_ALL = new String(Character.toChars(Character.MAX_CODE_POINT));

  private final ObjectStore store;
  private final Function<String, Optional<ObjectName>> names;
  private final Consumer<Listed> taker;
  private boolean isComplete = true;

  /**
   * @param names what a key says
   * @param taker receives every listed object once
   */
  PrefixSampler(
      ObjectStore store, Function<String, Optional<ObjectName>> names, Consumer<Listed> taker) {
    this.store = store;
    this.names = names;
    this.taker = taker;
  }

  /** Lists; returns whether every key was listed. */
  boolean list(String prefix, int lists) {
    Page first = page(prefix, false, "");
    if (first.isLast()) {
      first.objects().forEach(taker);
      return true;
    }
    int half = Math.max(1, lists / 2);
    List<String> leaves = leaves(prefix, new ListingBudget(half));
    ListingBudget reading = new ListingBudget(half);
    for (String leaf : spread(leaves, half)) {
      sample(leaf, reading.share(Math.min(leaves.size(), half)));
    }
    return isComplete;
  }

  /** Finds directories without further ones, breadth first. */
  private List<String> leaves(String prefix, ListingBudget budget) {
    Deque<String> open = new ArrayDeque<>(List.of(prefix));
    List<String> leaves = new ArrayList<>();
    while (!open.isEmpty()) {
      String directory = open.removeFirst();
      if (!budget.take()) {
        leaves.add(directory);
        continue;
      }
      List<String> directories = directoriesIn(directory, budget);
      if (directories.isEmpty()) {
        leaves.add(directory);
      }
      spreadLater(directories, open);
    }
    return leaves;
  }

  /** Passes the objects on that are beside directories; returns these. */
  private List<String> directoriesIn(String directory, ListingBudget budget) {
    Page level = page(directory, true, "");
    List<String> directories = new ArrayList<>(level.directories());
    if (directories.isEmpty()) {
      return directories;
    }
    level.objects().forEach(taker);
    while (!level.isLast() && budget.take()) {
      level = page(directory, true, level.next());
      level.objects().forEach(taker);
      directories.addAll(level.directories());
    }
    isComplete &= level.isLast();
    return directories;
  }

  /** Adds directories so that the first ones, which may be the only ones, are spread. */
  private static void spreadLater(List<String> directories, Deque<String> open) {
    int size = directories.size();
    int step = Math.max(1, (int) Math.sqrt(size));
    for (int start = 0; start < step; start++) {
      for (int i = start; i < size; i += step) {
        open.addLast(directories.get(i));
      }
    }
  }

  private List<String> spread(List<String> leaves, int most) {
    List<String> sorted = leaves.stream().sorted().toList();
    if (sorted.size() <= most) {
      return sorted;
    }
    isComplete = false;
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      chosen.add(sorted.get((int) ((long) i * sorted.size() / most)));
    }
    return chosen;
  }

  /** Lists keys of each partition in a directory. */
  private void sample(String directory, ListingBudget budget) {
    String after = "";
    while (budget.take()) {
      Page page = page(directory, false, after);
      page.objects().forEach(taker);
      if (page.isLast()) {
        return;
      }
      after = later(page);
    }
    isComplete = false;
  }

  /** Adds half of the last name's offset, so that few LISTs reach the newest objects. */
  private String later(Page page) {
    if (page.objects().isEmpty()) {
      return page.next();
    }
    String key = page.objects().get(page.objects().size() - 1).object().key();
    ObjectName name = names.apply(key).orElse(null);
    if (name == null || name.stem() == null) {
      return page.next();
    }
    isComplete = false;
    String stem = key.substring(0, key.lastIndexOf('/') + 1) + name.stem();
    int width = digits(key, stem.length());
    long offset = name.startOffset();
    String later = stem + padded(offset > Long.MAX_VALUE / 3 ? 0 : 3 * offset / 2, width);
    return later.compareTo(key) > 0 ? later : stem + AFTER_ALL;
  }

  private static int digits(String key, int from) {
    int to = from;
    while (to < key.length() && Character.isDigit(key.charAt(to))) {
      to++;
    }
    return to - from;
  }

  private static String padded(long offset, int width) {
    String text = Long.toString(offset);
    return "0".repeat(Math.max(0, width - text.length())) + text;
  }

  private Page page(String prefix, boolean isLevel, String after) {
    return store.page(new PageRequest(prefix, isLevel, after, PageRequest.MAX));
  }
}
