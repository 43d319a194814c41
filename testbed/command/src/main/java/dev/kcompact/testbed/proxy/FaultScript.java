package dev.kcompact.testbed.proxy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Selects the requests to break and their faults, from a seed. The fault of a label's n-th request
 * depends only on the seed and the label, except with {@link #onlyNew} and {@link #refuse}. Each
 * label meets each of its faults once before any fault occurs twice. Breaks nothing before {@link
 * #allow}. Thread-safe.
 */
public final class FaultScript {
  private static final double FIRST_SHARE = 0.3;

  /** Used when only new faults are wanted, because some requests occur once in a run. */
  private static final double FIRST_SHARE_OF_NEW = 0.5;

  /** Clients do not retry after a 403: the job restarts, which takes seconds. */
  private static final int REFUSED_EVERY = 8;

  private final long seed;
  private final double share;
  private final Map<String, Part> parts = new HashMap<>();
  private final Map<String, Map<Fault, Integer>> injected = new TreeMap<>();
  private int allowed;
  private int total;
  private boolean onlyNew;
  private Optional<String> refused = Optional.empty();

  /**
   * @param share of a label's requests that are broken, 0 to 1, after each fault has occurred once
   */
  public FaultScript(long seed, double share) {
    if (share < 0 || share > 1) {
      throw new IllegalArgumentException("share is not within 0..1: " + share);
    }
    this.seed = seed;
    this.share = share;
  }

  /** The state of one label. */
  private final class Part {
    private final Random random;
    private final List<Fault> faults;
    private final Deque<Fault> bag = new ArrayDeque<>();
    private int bags;

    Part(RequestLabel label) {
      random = new Random(seed * 31 + label.toString().hashCode());
      faults = label.faults().stream().sorted().toList();
    }

    Optional<Fault> next() {
      if (onlyNew && bags > 0 && (bags > 1 || bag.isEmpty())) {
        return Optional.empty();
      }
      double first = onlyNew ? FIRST_SHARE_OF_NEW : FIRST_SHARE;
      if (random.nextDouble() >= (bags <= 1 ? Math.max(share, first) : share)) {
        return Optional.empty();
      }
      if (bag.isEmpty()) {
        List<Fault> mixed = new ArrayList<>(faults);
        if (bags++ % REFUSED_EVERY != 0) {
          mixed.remove(Fault.FORBIDDEN);
        }
        Collections.shuffle(mixed, random);
        bag.addAll(mixed);
      }
      return Optional.ofNullable(bag.poll());
    }
  }

  /** Allows this many more faults. */
  public synchronized void allow(int more) {
    allowed += more;
  }

  /** Whether a label is no longer broken when it has met each of its faults once. */
  public synchronized void onlyNew(boolean only) {
    onlyNew = only;
  }

  /** Injects {@link Fault#FORBIDDEN} into the next request with that label. */
  public synchronized void refuse(String label) {
    refused = Optional.of(label);
  }

  /** Forwards every request until more faults are allowed. */
  public synchronized void pause() {
    allowed = 0;
  }

  /** The fault for a request with this label. */
  public synchronized Optional<Fault> next(RequestLabel label) {
    if (allowed == 0 || label.faults().isEmpty()) {
      return Optional.empty();
    }
    Part part = parts.computeIfAbsent(label.toString(), key -> new Part(label));
    boolean isRefused = refused.filter(label.toString()::equals).isPresent();
    Optional<Fault> fault = isRefused ? Optional.of(Fault.FORBIDDEN) : part.next();
    if (isRefused) {
      refused = Optional.empty();
    }
    fault.ifPresent(
        chosen -> {
          allowed--;
          total++;
          injected
              .computeIfAbsent(label.toString(), key -> new EnumMap<>(Fault.class))
              .merge(chosen, 1, Integer::sum);
        });
    return fault;
  }

  /** Uncounts a fault that could not be injected. */
  synchronized void takeBack(RequestLabel label, Fault fault) {
    allowed++;
    total--;
    injected.computeIfPresent(
        label.toString(),
        (key, faults) -> {
          faults.merge(fault, -1, (before, less) -> before + less == 0 ? null : before + less);
          return faults.isEmpty() ? null : faults;
        });
  }

  /** Number of broken requests. */
  public synchronized int total() {
    return total;
  }

  /** Possible faults that a label has not met yet; only labels with any. */
  public synchronized Map<String, List<Fault>> notMet() {
    Map<String, List<Fault>> open = new TreeMap<>();
    parts.forEach(
        (label, part) -> {
          Map<Fault, Integer> met = injected.getOrDefault(label, Map.of());
          List<Fault> left = part.faults.stream().filter(fault -> !met.containsKey(fault)).toList();
          if (!left.isEmpty()) {
            open.put(label, left);
          }
        });
    return open;
  }

  /** Number of injections by label and fault; a copy. */
  public synchronized Map<String, Map<Fault, Integer>> injected() {
    Map<String, Map<Fault, Integer>> copy = new TreeMap<>();
    injected.forEach((label, faults) -> copy.put(label, new EnumMap<>(faults)));
    return copy;
  }
}
